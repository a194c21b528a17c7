package dev.hskstream.console;

import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.DepthSelection;
import dev.hskstream.schemas.selection.LengthSelection;
import dev.hskstream.schemas.selection.StandardCompression;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/**
 * The options for what is kept of the teacher's hidden states and how it is stored: a mixin for every command that
 * decides this.
 */
public final class CompressionOptions implements TextForms {
    @Option(
            names = "--depth",
            defaultValue = StandardCompression.DEPTH,
            paramLabel = "N:TOP[:KEEP]",
            description =
                    "Layers: for an N-layer student on the lowest TOP, the highest KEEP of them; or 0,5,10; or all.")
    private String depth = StandardCompression.DEPTH;

    @Option(
            names = "--length",
            defaultValue = StandardCompression.LENGTH,
            paramLabel = "K:STRATEGY",
            description = "Tokens: K:left, K:attention, K:attention-no-sep, or all.")
    private String length = StandardCompression.LENGTH;

    @Option(
            names = "--width",
            defaultValue = StandardCompression.WIDTH,
            paramLabel = "P:STRATEGY",
            description = "Hidden units: P:magnitude, P:uniform, P:random[:SEED], or all.")
    private String width = StandardCompression.WIDTH;

    @Option(
            names = "--values",
            defaultValue = StandardCompression.VALUES,
            paramLabel = "TYPE",
            description = "Kept values: float32, float16 or int8.")
    private String values = StandardCompression.VALUES;

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of(
                "--depth", DepthSelection::parse,
                "--length", LengthSelection::parse,
                "--width", WidthSelection::parse,
                "--values", ValueEncoding::parse);
    }

    /**
     * The compression that the four options describe.
     *
     * @throws IllegalArgumentException if an option's value is not valid; the message names the option
     */
    public Compression compression() {
        return Compression.parse(depth, length, width, values);
    }

    /** The value of {@code --depth}. */
    public String depth() {
        return depth;
    }

    /** The value of {@code --length}. */
    public String length() {
        return length;
    }

    /** The value of {@code --width}. */
    public String width() {
        return width;
    }

    /** The value of {@code --values}. */
    public String values() {
        return values;
    }
}
