package dev.hskstream.schemas.selection;

import dev.hskstream.schemas.encoding.ValueEncoding;

/**
 * What is kept of a teacher's hidden states, and how it is stored.
 *
 * @param depth which layers are kept
 * @param length which tokens are kept
 * @param width which hidden units are kept
 * @param values encoding of the kept values
 */
public record Compression(DepthSelection depth, LengthSelection length, WidthSelection width, ValueEncoding values) {

    /**
     * Parses the four options.
     *
     * @throws IllegalArgumentException if one of the four is not valid; the message names it
     */
    public static Compression parse(String depth, String length, String width, String values) {
        return new Compression(
                DepthSelection.parse(depth),
                LengthSelection.parse(length),
                WidthSelection.parse(width),
                ValueEncoding.parse(values));
    }
}
