package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the kept values of hidden states are stored. A block has one row per token: {@code [tokens, units]} row-major.
 * All encodings refuse NaN and infinity, when encoding and when decoding.
 */
public sealed interface ValueEncoding permits Float32, Float16, Int8PerToken {

    /** The encodings that this build supports, in ascending order of id. */
    List<ValueEncoding> ALL = List.of(new Float32(), new Float16(), new Int8PerToken());

    /** The id in the stored bytes. */
    byte id();

    /** The name in options and messages: {@code float32}, {@code float16} or {@code int8}. */
    String spec();

    /** The size of an encoded block of this shape, in bytes. */
    int bytes(int tokens, int units);

    /**
     * Encodes a block at the buffer's position and moves the position past it. The bytes are little-endian, whatever
     * the buffer's byte order.
     *
     * @param values {@code [tokens, units]} row-major
     * @throws CodecException if a value is NaN or infinite
     */
    void encode(float[] values, int tokens, int units, ByteBuffer out);

    /**
     * Decodes {@code tokens * units} values at the buffer's position and moves the position past them.
     *
     * @param values receives the values from {@code offset} on
     * @throws CodecException if a stored value is NaN or infinite
     */
    void decode(ByteBuffer in, int tokens, int units, float[] values, int offset);

    /**
     * The largest absolute error that this encoding may cause for any value of a row.
     *
     * @param row one token's kept units
     */
    double maxError(float[] row);

    /**
     * Finds the encoding with this name.
     *
     * @throws IllegalArgumentException if no encoding has this name
     */
    static ValueEncoding parse(String spec) {
        return ALL.stream()
                .filter(e -> e.spec().equals(spec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("values \"" + spec + "\" is not understood; give "
                        + ALL.stream().map(ValueEncoding::spec).collect(Collectors.joining(" or "))));
    }

    /**
     * Finds the encoding with an id from stored bytes.
     *
     * @throws CodecException if this build does not support the id
     */
    static ValueEncoding ofId(byte id) {
        if (id < 1 || id > ALL.size()) {
            throw new CodecException("unknown value encoding " + (id & 0xff) + "; this build knows 1.." + ALL.size());
        }
        return ALL.get(id - 1);
    }
}
