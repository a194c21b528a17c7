package dev.hskstream.monitor.derive;

import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.selection.Compression;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of a derived set, in the words of the options. What is null stays as the source has it.
 *
 * @param depth which layers are kept
 * @param length which tokens are kept
 * @param width which hidden units are kept
 * @param values encoding of the kept values
 */
public record WantedCompression(
        @Nullable String depth, @Nullable String length, @Nullable String width, @Nullable String values) {
    /**
     * Returns the compression of the derived set.
     *
     * @throws IllegalArgumentException if an option is not valid; the message names it
     */
    Compression from(CompressionSpec source) {
        return Compression.parse(
                Objects.requireNonNullElse(depth, source.getDepth()),
                Objects.requireNonNullElse(length, source.getLength()),
                Objects.requireNonNullElse(width, source.getWidth()),
                Objects.requireNonNullElse(values, source.getValues()));
    }
}
