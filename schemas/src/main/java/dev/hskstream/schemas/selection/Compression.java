package dev.hskstream.schemas.selection;

import dev.hskstream.schemas.encoding.ValueEncoding;

/**
 * What is kept of a teacher's hidden states, and how.
 *
 * @param depth which layers
 * @param length which tokens
 * @param width which hidden units
 * @param values how kept numbers are stored
 */
public record Compression(DepthSelection depth, LengthSelection length, WidthSelection width, ValueEncoding values) {

    /**
     * Reads all four as users give them.
     *
     * @throws IllegalArgumentException if one of the four is not understood; the message names it
     */
    public static Compression parse(String depth, String length, String width, String values) {
        return new Compression(
                DepthSelection.parse(depth),
                LengthSelection.parse(length),
                WidthSelection.parse(width),
                ValueEncoding.parse(values));
    }
}
