package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * Dropout whose masks depend only on seed, step and site; the n-th call after {@link #beginStep} is site n. PyTorch's
 * own generator is not used, because its state cannot be saved and it is slower.
 *
 * <p>Every value gets a 32-bit integer, hashed from its index and the site's key with the multipliers and shifts of
 * lowbias32 (Wellons, "Prospecting for Hash Functions", 2018). The JVM can vectorise this, because all arithmetic has
 * the same width. Rates are rounded to multiples of 1/2^24; the scale uses the rounded rate, so the expected value is
 * exact.
 */
public final class SeededDropout implements Dropout {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int GOLDEN_32 = 0x9E3779B1;
    private static final int ALL = 1 << 24;
    private static final int BLOCK = 1024;
    /** Indices from an array, because the JVM does not vectorise a loop that computes with its own counter. */
    private static final int[] INDICES = IntStream.range(0, BLOCK).toArray();

    private final long seed;
    private final Arena arena;
    private final int[] block = new int[BLOCK];
    private long state;
    private int site;

    /**
     * Creates a dropout.
     *
     * @param arena holds the masks; it must not be reset before the step's backward pass has ended
     */
    public SeededDropout(long seed, Arena arena) {
        this.seed = seed;
        this.arena = arena;
    }

    /** Starts the masks of the given step. */
    public void beginStep(long step) {
        state = SplitMix64.mix(SplitMix64.mix(seed + GOLDEN) ^ (step * GOLDEN));
        site = 0;
    }

    @Override
    public NDArray apply(NDArray x, double rate) {
        int dropped = (int) Math.round(rate * ALL);
        site++;
        if (dropped == 0) {
            return x;
        }
        ByteBuffer mask = arena.take(4 * x.size());
        fill(mask.asIntBuffer(), SplitMix64.mix(state + site * GOLDEN), dropped);
        return x.mul(Buffers.floats(x.getManager(), mask, x.getShape().getShape()));
    }

    /**
     * Fills the mask with 0 where 24 random bits are below {@code dropped}, otherwise with 1 / (share kept), as raw
     * bits.
     */
    private void fill(IntBuffer mask, long key, int dropped) {
        int kept = Float.floatToRawIntBits((float) ALL / (ALL - dropped));
        while (mask.hasRemaining()) {
            hash(block, mask.position(), (int) key, (int) (key >>> 32));
            for (int i = 0; i < BLOCK; i++) {
                block[i] = kept & ~(((block[i] >>> 8) - dropped) >> 31);
            }
            mask.put(block, 0, Math.min(BLOCK, mask.remaining()));
        }
    }

    private static void hash(int[] into, int from, int low, int high) {
        for (int i = 0; i < BLOCK; i++) {
            int x = (from + INDICES[i]) * GOLDEN_32 + low;
            x = (x ^ (x >>> 16)) * 0x7FEB352D;
            x = (x ^ (x >>> 15)) + high;
            x = x * 0x846CA68B;
            x = (x ^ (x >>> 16)) * GOLDEN_32;
            into[i] = x ^ (x >>> 15);
        }
    }
}
