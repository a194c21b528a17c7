package dev.hskstream.schemas.record;

import dev.hskstream.base.Arguments;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.record.PayloadHeader.PositionsId;
import dev.hskstream.schemas.record.PayloadHeader.WidthId;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The decoded hidden states that were kept of one layer. Arrays are shared, not copied.
 *
 * @param layer teacher layer; 0 is the embeddings
 * @param positions kept token positions in descending importance; 1 to 65535 positions, each below 65536
 * @param mask the kept units; the full mask if all are kept
 * @param values {@code [positions, units]} row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record LayerBlock(int layer, int[] positions, WidthMask mask, float[] values) {

    /** @throws IllegalArgumentException if a count is out of range or the values do not have that shape */
    public LayerBlock {
        Arguments.check(layer >= 0 && layer <= 0xffff, "layer", "%d is not in 0..65535", layer);
        Arguments.check(positions.length >= 1 && positions.length <= 0xffff, "layer", "%d tokens", positions.length);
        for (int position : positions) {
            if (position < 0 || position > 0xffff) {
                throw new IllegalArgumentException("layer: position " + position + " is not in 0..65535");
            }
        }
        Arguments.check(
                values.length == positions.length * mask.count(),
                "layer",
                "%d values for %d tokens of %d units",
                values.length,
                positions.length,
                mask.count());
    }

    /**
     * Selects the mask's units from rows that hold all units.
     *
     * @param rows the kept tokens' hidden states in the order of {@code positions}, {@code [positions, hidden]}
     *     row-major
     */
    public static LayerBlock gather(int layer, int[] positions, WidthMask mask, float[] rows) {
        if (mask.isFull()) {
            return new LayerBlock(layer, positions, mask, rows);
        }
        int[] units = mask.units();
        float[] values = new float[positions.length * units.length];
        for (int t = 0, at = 0; t < positions.length; t++) {
            int row = t * mask.hidden();
            for (int unit : units) {
                values[at++] = rows[row + unit];
            }
        }
        return new LayerBlock(layer, positions, mask, values);
    }

    /**
     * Selects tokens.
     *
     * @param rows indices of {@link #positions}, in the order in which they are to be kept
     */
    public LayerBlock tokens(int[] rows) {
        int units = mask.count();
        int[] kept = new int[rows.length];
        float[] states = new float[rows.length * units];
        for (int t = 0; t < rows.length; t++) {
            kept[t] = positions[rows[t]];
            System.arraycopy(values, rows[t] * units, states, t * units, units);
        }
        return new LayerBlock(layer, kept, mask, states);
    }

    /**
     * Selects units among those of this block.
     *
     * @throws IllegalArgumentException if the selection names a unit that this block does not have
     */
    public LayerBlock units(WidthSelection width) {
        WidthMask wanted = width.select(values, positions.length, mask);
        if (mask.isFull()) {
            return gather(layer, positions, wanted, values);
        }
        return gather(wanted);
    }

    private LayerBlock gather(WidthMask wanted) {
        int[] columns = new int[wanted.count()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.binarySearch(mask.units(), wanted.units()[i]);
            Arguments.check(columns[i] >= 0, "layer", "unit %d is not stored", wanted.units()[i]);
        }
        float[] states = new float[positions.length * columns.length];
        for (int t = 0, at = 0; t < positions.length; t++) {
            int row = t * mask.count();
            for (int column : columns) {
                states[at++] = values[row + column];
            }
        }
        return new LayerBlock(layer, positions, wanted, states);
    }

    /**
     * Decodes a payload from the buffer's position to its limit, without moving the position.
     *
     * @param setWide the mask in the manifest, if it has one
     * @throws CodecException if the bytes are not a payload in a layout that this build supports
     */
    public static LayerBlock decode(int layer, ByteBuffer payload, Optional<WidthMask> setWide) {
        ByteBuffer in = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
        try {
            PayloadHeader header = PayloadHeader.read(in);
            checkLength(in.limit(), header.payloadBytes());
            int[] positions = readPositions(header, in);
            WidthMask mask = readMask(header, in, setWide);
            float[] values = new float[header.tokens() * header.units()];
            header.values().decode(in.position(header.valuesAt()), header.tokens(), header.units(), values, 0);
            return new LayerBlock(layer, positions, mask, values);
        } catch (CodecException e) {
            throw new CodecException("layer " + layer, e);
        } catch (IllegalArgumentException e) {
            throw new CodecException("layer " + layer + ": " + e.getMessage());
        }
    }

    /**
     * Encodes a payload.
     *
     * @param setWide whether the mask is the one in the manifest, so that the payload need not contain it
     * @return a little-endian buffer from position 0 to its limit
     * @throws CodecException if a value is NaN or infinite
     */
    public ByteBuffer encode(ValueEncoding encoding, boolean setWide) {
        PayloadHeader header = new PayloadHeader(
                encoding, widthId(setWide), positionsId(), positions.length, mask.count(), mask.hidden());
        ByteBuffer out = ByteBuffer.allocate(header.payloadBytes()).order(ByteOrder.LITTLE_ENDIAN);
        header.write(out);
        if (header.positions() == PositionsId.LIST) {
            putShorts(out, positions);
        }
        switch (header.width()) {
            case ALL, SET_WIDE -> {}
            case BITMAP -> out.put(mask.toBitmap());
            case INDICES -> putShorts(out, mask.units());
        }
        out.position(header.valuesAt());
        try {
            encoding.encode(values, positions.length, mask.count(), out);
        } catch (CodecException e) {
            throw new CodecException("layer " + layer, e);
        }
        return out.flip();
    }

    private WidthId widthId(boolean setWide) {
        if (mask.isFull()) {
            return WidthId.ALL;
        }
        if (setWide) {
            return WidthId.SET_WIDE;
        }
        boolean indicesSmaller = Short.BYTES * mask.count() < WidthMask.bitmapBytes(mask.hidden());
        return indicesSmaller ? WidthId.INDICES : WidthId.BITMAP;
    }

    private PositionsId positionsId() {
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] != i) {
                return PositionsId.LIST;
            }
        }
        return PositionsId.LEFT;
    }

    private static void checkLength(int actual, int expected) {
        if (actual != expected) {
            throw new CodecException("payload has " + actual + " bytes, its header asks for " + expected + "; "
                    + (actual < expected ? "the record is truncated" : "bytes are left over"));
        }
    }

    private static int[] readPositions(PayloadHeader header, ByteBuffer in) {
        int[] positions = new int[header.tokens()];
        if (header.positions() == PositionsId.LIST) {
            getShorts(in, positions);
        } else {
            Arrays.setAll(positions, i -> i);
        }
        return positions;
    }

    private static WidthMask readMask(PayloadHeader header, ByteBuffer in, Optional<WidthMask> setWide) {
        return switch (header.width()) {
            case ALL -> WidthMask.full(header.hidden());
            case SET_WIDE ->
                checked(
                        setWide.orElseThrow(
                                () -> new CodecException("the width mask is the set's, and the set has none")),
                        header);
            case BITMAP -> {
                byte[] bitmap = new byte[header.maskBytes()];
                in.get(bitmap);
                yield checked(WidthMask.fromBitmap(bitmap, header.hidden()), header);
            }
            case INDICES -> {
                int[] units = new int[header.units()];
                getShorts(in, units);
                yield indices(header.hidden(), units);
            }
        };
    }

    private static WidthMask indices(int hidden, int[] units) {
        try {
            return new WidthMask(hidden, units);
        } catch (IllegalArgumentException e) {
            throw new CodecException("stored width mask: " + e.getMessage());
        }
    }

    private static WidthMask checked(WidthMask mask, PayloadHeader header) {
        if (mask.count() != header.units() || mask.hidden() != header.hidden()) {
            throw new CodecException(
                    "the width mask keeps " + mask + ", the header says " + header.units() + " of " + header.hidden());
        }
        return mask;
    }

    private static void putShorts(ByteBuffer out, int[] values) {
        for (int value : values) {
            out.putShort((short) value);
        }
    }

    private static void getShorts(ByteBuffer in, int[] values) {
        ShortBuffer shorts = in.asShortBuffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = shorts.get(i) & 0xffff;
        }
        in.position(in.position() + Short.BYTES * values.length);
    }
}
