package dev.hskstream.schemas.selection;

/**
 * The default compression, in the words of the options. The texts are constants, so that an option's
 * {@code defaultValue} can refer to them.
 */
public final class StandardCompression {
    /** The layers. */
    public static final String DEPTH = "4:10";

    /** The tokens. */
    public static final String LENGTH = "8:attention-no-sep";

    /** The hidden units. */
    public static final String WIDTH = "0.1:magnitude";

    /** The value encoding. */
    public static final String VALUES = "int8";

    private StandardCompression() {}

    /** The default compression, parsed. */
    public static Compression compression() {
        return compression(VALUES);
    }

    /** The default compression with another value encoding: {@code float32}, {@code float16} or {@code int8}. */
    public static Compression compression(String values) {
        return Compression.parse(DEPTH, LENGTH, WIDTH, values);
    }
}
