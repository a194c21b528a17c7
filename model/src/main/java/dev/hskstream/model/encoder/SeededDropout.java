package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * Dropout whose masks depend only on (seed, step, site): the n-th call after {@link #beginStep} is site n. The engine's
 * own generator cannot be saved and is slower than these masks are to make.
 *
 * <p>Every value has a 32-bit integer of its own, hashed from its index and the site's key with the multipliers and shifts
 * of lowbias32 (Wellons, "Prospecting for Hash Functions", 2018). That is arithmetic on lanes of one width, which the
 * virtual machine turns into vector instructions. Rates are rounded to 1/2^24, and the scale is that of the rounded rate,
 * so that the expectation is exact.
 */
public final class SeededDropout implements Dropout {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int GOLDEN_32 = 0x9E3779B1;
    private static final int ALL = 1 << 24;
    private static final int BLOCK = 1024;
    /** A loop's own index keeps the virtual machine from vector instructions; one from an array does not. */
    private static final int[] INDICES = IntStream.range(0, BLOCK).toArray();

    private final long seed;
    private final Arena arena;
    private final int[] block = new int[BLOCK];
    private long state;
    private int site;

    /** Masks live in the arena until its reset, which must not come before the step's backward pass has ended. */
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

    /** Fills with the bits of 0 where 24 random bits are below {@code dropped}, else with those of 1 / the share kept. */
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
