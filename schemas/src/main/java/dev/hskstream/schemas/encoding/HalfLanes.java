package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Converts floats to halves, two per long: the compiler vectorises loops over longs, but not loops over the bits of
 * floats. Floats become longs by a copy through a byte buffer. A value that is subnormal, too large or not finite sets
 * marker bits in its long and is converted separately. Each thread has its own instance as scratch memory.
 */
final class HalfLanes {
    private static final int BLOCK = 512;
    private static final ThreadLocal<HalfLanes> OWN = ThreadLocal.withInitial(HalfLanes::new);

    /** Rounding constant: together with bit 13 of the float, it rounds the 13 dropped bits half to even. */
    private static final long ROUND = 0x00000fff_00000fffL;

    private static final long LOWEST = 0x00000001_00000001L;

    /** Mask: a float's exponent and the 10 mantissa bits that a half keeps. */
    private static final long MAGNITUDE = 0x0003ffff_0003ffffL;

    /** The smallest normal half; subtracting it from a smaller number sets a borrow bit, which marks a subnormal. */
    private static final long SMALLEST = 0x0001c400_0001c400L;

    /** Added to a number above the largest half, it carries into bit 15, which marks an overflow. */
    private static final long BEYOND = 0x00000800_00000800L;

    private static final long LOWEST_NORMAL = 0x00000400_00000400L;
    private static final long HALF = 0x00007fff_00007fffL;
    private static final long SIGN = 0x00008000_00008000L;
    private static final long MARKS = 0xffff8000_ffff8000L;
    private static final long LOW = 0x00000000_ffffffffL;

    private final FloatBuffer floats;
    private final LongBuffer pairs;
    private final long[] lanes = new long[BLOCK / 2];
    private final int[] halves = new int[BLOCK / 2];

    private HalfLanes() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        floats = bytes.asFloatBuffer();
        pairs = bytes.asLongBuffer();
    }

    /**
     * Writes {@code values[0, count)} at the buffer's position, which does not change.
     *
     * @throws CodecException if a value is NaN or infinite
     */
    static void write(float[] values, int count, ByteBuffer out) {
        ByteBuffer bytes = out.slice().order(ByteOrder.LITTLE_ENDIAN);
        IntBuffer ints = bytes.asIntBuffer();
        HalfLanes own = OWN.get();
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            own.convert(values, from, size);
            ints.put(own.halves, 0, size / 2);
            if (size % 2 == 1) {
                bytes.putShort(Short.BYTES * (count - 1), (short) own.halves[size / 2]);
            }
        }
    }

    private void convert(float[] values, int from, int size) {
        int longs = (size + 1) / 2;
        floats.put(2 * longs - 1, 1);
        floats.put(0, values, from, size);
        pairs.get(0, lanes, 0, longs);
        halve(lanes, longs);
        if (narrow(lanes, halves, longs)) {
            Numbers.largest(values, from, from + size);
            repair(longs);
        }
    }

    /**
     * Converts each long to two halves, with the first float's half in the low bits. Values that need separate
     * treatment set marker bits.
     */
    private static void halve(long[] lanes, int count) {
        for (int i = 0; i < count; i++) {
            long pair = lanes[i];
            long rounded = pair + ROUND + ((pair >>> 13) & LOWEST);
            long normal = ((rounded >>> 13) & MAGNITUDE) - SMALLEST;
            long half = ((normal + LOWEST_NORMAL) & HALF) | ((pair >>> 16) & SIGN);
            long marks = (normal | (normal + BEYOND)) & MARKS;
            lanes[i] = ((half | half >>> 16) & LOW) | marks << 17 | (marks & ~LOW);
        }
    }

    private static boolean narrow(long[] lanes, int[] halves, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            long lane = lanes[i];
            all |= lane;
            halves[i] = (int) lane;
        }
        return (all & ~LOW) != 0;
    }

    private void repair(int count) {
        for (int i = 0; i < count; i++) {
            if ((lanes[i] & ~LOW) != 0) {
                int low = Float16.toHalf(floats.get(2 * i)) & 0xffff;
                halves[i] = low | Float16.toHalf(floats.get(2 * i + 1)) << 16;
            }
        }
    }
}
