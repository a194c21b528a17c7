package dev.hskstream.schemas.selection;

/**
 * What is kept where the user says nothing else, in the words of the options. They are constants, so that an option's
 * {@code defaultValue} can name them.
 */
public final class StandardCompression {
    /** Which layers. */
    public static final String DEPTH = "4:10";

    /** Which tokens. */
    public static final String LENGTH = "8:attention-no-sep";

    /** Which hidden units. */
    public static final String WIDTH = "0.1:magnitude";

    /** How kept numbers are stored. */
    public static final String VALUES = "int8";

    private StandardCompression() {}

    /** All four, read. */
    public static Compression compression() {
        return compression(VALUES);
    }

    /** The same with other values: {@code float32}, {@code float16}, {@code int8}. */
    public static Compression compression(String values) {
        return Compression.parse(DEPTH, LENGTH, WIDTH, values);
    }
}
