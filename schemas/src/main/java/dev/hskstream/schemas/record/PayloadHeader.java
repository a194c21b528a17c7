package dev.hskstream.schemas.record;

import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;

/**
 * The 16-byte header of a layer's payload.
 *
 * @param values encoding of the values
 * @param width where the width mask is stored
 * @param positions how the token positions are stored
 * @param tokens number of kept tokens, K
 * @param units number of kept units, W
 * @param hidden the teacher's hidden size, H
 */
record PayloadHeader(ValueEncoding values, WidthId width, PositionsId positions, int tokens, int units, int hidden) {
    static final int BYTES = 16;
    static final byte LAYOUT = 1;
    private static final int RESERVED = 6;
    private static final int MAX_VALUES = 1 << 28;
    private static final WidthId[] WIDTHS = WidthId.values();
    private static final PositionsId[] POSITIONS = PositionsId.values();

    /** Where the width mask is stored, in the order of the stored ids. */
    enum WidthId {
        ALL(0),
        SET_WIDE(1),
        BITMAP(2),
        INDICES(3);

        private final byte id;

        WidthId(int id) {
            this.id = (byte) id;
        }
    }

    /** How the token positions are stored, in the order of the stored ids. */
    enum PositionsId {
        LEFT(0),
        LIST(1);

        private final byte id;

        PositionsId(int id) {
            this.id = (byte) id;
        }
    }

    static PayloadHeader read(ByteBuffer in) {
        if (in.remaining() < BYTES) {
            throw new CodecException("payload of " + in.remaining() + " bytes is shorter than its " + BYTES
                    + "-byte header; the record is truncated");
        }
        byte layout = in.get();
        if (layout != LAYOUT) {
            throw new CodecException("unknown payload layout " + (layout & 0xff) + "; this build knows " + LAYOUT
                    + "; upgrade to read it");
        }
        PayloadHeader header = new PayloadHeader(
                ValueEncoding.ofId(in.get()),
                of(WIDTHS, in.get(), "width mask id"),
                of(POSITIONS, in.get(), "positions id"),
                in.getShort() & 0xffff,
                in.getShort() & 0xffff,
                in.getShort() & 0xffff);
        for (int i = 0; i < RESERVED; i++) {
            if (in.get() != 0) {
                throw new CodecException("reserved header byte " + (10 + i) + " is not 0");
            }
        }
        return header.checked();
    }

    void write(ByteBuffer out) {
        out.put(LAYOUT)
                .put(values.id())
                .put(width.id)
                .put(positions.id)
                .putShort((short) tokens)
                .putShort((short) units)
                .putShort((short) hidden)
                .put(new byte[RESERVED]);
    }

    private PayloadHeader checked() {
        if (tokens == 0 || units == 0 || units > hidden || (width == WidthId.ALL && units != hidden)) {
            throw new CodecException("the header asks for " + tokens + " tokens of " + units + " of " + hidden
                    + " units, which no layer has");
        }
        // A payload is smaller than 2 GiB. With this limit checked, no size computed below overflows.
        if ((long) tokens * units > MAX_VALUES) {
            throw new CodecException("the header asks for " + tokens + " tokens of " + units
                    + " units, more than a payload can hold; its bytes are damaged");
        }
        return this;
    }

    /** Size of the whole payload in bytes. */
    int payloadBytes() {
        return valuesAt() + values.bytes(tokens, units);
    }

    /** Offset of the scales or values in bytes: header, positions and mask are padded to a multiple of 4. */
    int valuesAt() {
        return (BYTES + positionBytes() + maskBytes() + 3) / 4 * 4;
    }

    int positionBytes() {
        return positions == PositionsId.LIST ? Short.BYTES * tokens : 0;
    }

    int maskBytes() {
        return switch (width) {
            case ALL, SET_WIDE -> 0;
            case BITMAP -> WidthMask.bitmapBytes(hidden);
            case INDICES -> Short.BYTES * units;
        };
    }

    private static <T> T of(T[] known, byte id, String what) {
        if (id < 0 || id >= known.length) {
            throw new CodecException(
                    "unknown " + what + " " + (id & 0xff) + "; this build knows 0.." + (known.length - 1));
        }
        return known[id];
    }
}
