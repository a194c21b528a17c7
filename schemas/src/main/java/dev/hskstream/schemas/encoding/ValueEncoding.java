package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How kept numbers are stored. Rows are tokens, {@code [tokens, units]} row-major. Every encoding refuses NaN and
 * infinities, on the way in and on the way out.
 */
public sealed interface ValueEncoding permits Float32, Float16, Int8PerToken {

    /** The encodings this build knows, by ascending id. */
    List<ValueEncoding> ALL = List.of(new Float32(), new Float16(), new Int8PerToken());

    /** The id on disk. */
    byte id();

    /** The name users give: {@code float32}, {@code float16} or {@code int8}. */
    String spec();

    /** Bytes that a block of this shape takes. */
    int bytes(int tokens, int units);

    /**
     * Writes a block at the buffer's position, little-endian whatever the buffer's order, and moves the position past it.
     *
     * @throws CodecException if a value is NaN or infinite
     */
    void encode(float[] values, int tokens, int units, ByteBuffer out);

    /**
     * Reads {@code tokens * units} values from the buffer's position into {@code values} from {@code offset}, and moves
     * the position past them.
     *
     * @throws CodecException if a stored number is NaN or infinite
     */
    void decode(ByteBuffer in, int tokens, int units, float[] values, int offset);

    /** The largest absolute error that this encoding allows for any value of a row (one token's kept units). */
    double maxError(float[] row);

    /**
     * Reads the name that users give.
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
     * The encoding of an id on disk.
     *
     * @throws CodecException if this build knows no such id
     */
    static ValueEncoding ofId(byte id) {
        if (id < 1 || id > ALL.size()) {
            throw new CodecException("unknown value encoding " + (id & 0xff) + "; this build knows 1.." + ALL.size());
        }
        return ALL.get(id - 1);
    }
}
