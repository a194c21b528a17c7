package dev.hskstream.schemas.selection;

import dev.hskstream.base.Arguments;
import dev.hskstream.schemas.encoding.CodecException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The hidden units that are kept. The array is shared, not copied; callers must not write to it.
 *
 * @param hidden the teacher's hidden size, 1..65535
 * @param units kept units, in ascending order, unique, at least one
 */
@SuppressWarnings("ArrayRecordComponent")
public record WidthMask(int hidden, int[] units) {
    private static final Map<Integer, WidthMask> FULL = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if there are no units, or they are not ascending within {@code 0..hidden-1} */
    public WidthMask {
        Arguments.check(hidden >= 1 && hidden <= 0xffff, "width", "hidden size %d is not in 1..65535", hidden);
        Arguments.check(units.length >= 1, "width", "%s", "no unit is kept");
        int before = -1;
        for (int unit : units) {
            if (unit <= before || unit >= hidden) {
                throw new IllegalArgumentException("width: unit " + unit + " after " + before + ", of " + hidden);
            }
            before = unit;
        }
    }

    /** The mask that keeps every unit. */
    public static WidthMask full(int hidden) {
        return FULL.computeIfAbsent(
                hidden, h -> new WidthMask(h, IntStream.range(0, h).toArray()));
    }

    /**
     * Decodes a bitmap, in which bit {@code u % 8} of byte {@code u / 8} stands for unit u.
     *
     * @throws CodecException if the bitmap does not have {@code hidden} bits, or none of them is set
     */
    public static WidthMask fromBitmap(byte[] bitmap, int hidden) {
        int[] units = unitsOf(bitmap);
        boolean stray = units.length > 0 && units[units.length - 1] >= hidden;
        if (bitmap.length != bitmapBytes(hidden) || units.length == 0 || stray) {
            throw new CodecException("a width bitmap of " + bitmap.length + " bytes with " + units.length
                    + " bits set is not one for " + hidden + " hidden units");
        }
        return new WidthMask(hidden, units);
    }

    /** Reads 64 bits at a time, because fewer loop iterations mean fewer mispredicted branches. */
    private static int[] unitsOf(byte[] bitmap) {
        BitSet bits = BitSet.valueOf(bitmap);
        long[] words = bits.toLongArray();
        int[] units = new int[bits.cardinality()];
        for (int w = 0, at = 0; w < words.length; w++) {
            for (long left = words[w]; left != 0; left &= left - 1) {
                units[at++] = Long.SIZE * w + Long.numberOfTrailingZeros(left);
            }
        }
        return units;
    }

    /**
     * Encodes a bitmap of {@code ceil(hidden / 8)} bytes, in which bit {@code u % 8} of byte {@code u / 8} stands for
     * unit u.
     */
    public byte[] toBitmap() {
        byte[] bitmap = new byte[bitmapBytes(hidden)];
        for (int unit : units) {
            bitmap[unit / 8] |= (byte) (1 << (unit % 8));
        }
        return bitmap;
    }

    /** The number of kept units. */
    public int count() {
        return units.length;
    }

    /** Whether every unit is kept. */
    public boolean isFull() {
        return units.length == hidden;
    }

    public static int bitmapBytes(int hidden) {
        return (hidden + 7) / 8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WidthMask mask && mask.hidden == hidden && Arrays.equals(mask.units, units);
    }

    @Override
    public int hashCode() {
        return 31 * hidden + Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        return units.length + " of " + hidden + " units";
    }
}
