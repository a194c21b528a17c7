package dev.hskstream.model.bert;

import ai.djl.ndarray.NDArray;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Dropout whose masks depend only on (seed, step, site): the n-th call after {@link #beginStep} is site n. The engine's
 * own generator cannot be saved and is slower than these masks are to make.
 *
 * <p>Rates are rounded to 1/256, and the scale is that of the rounded rate, so that the expectation is exact: each
 * 64-bit word of a SplitMix64 sequence decides eight values.
 */
public final class SeededDropout implements Dropout {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final Arena arena;
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
        int dropped = (int) Math.round(rate * 256);
        site++;
        if (dropped == 0) {
            return x;
        }
        ByteBuffer mask = arena.take(4 * x.size());
        fill(mask.asFloatBuffer(), SplitMix64.mix(state + site * GOLDEN), dropped);
        return x.mul(Buffers.floats(x.getManager(), mask, x.getShape().getShape()));
    }

    /** Fills with 0 where a random byte is below {@code dropped}, else with {@code 256 / (256 - dropped)}. */
    static void fill(FloatBuffer mask, long start, int dropped) {
        float[] values = new float[256];
        Arrays.fill(values, dropped, 256, 256f / (256 - dropped));
        float[] block = new float[1024];
        long counter = start;
        while (mask.hasRemaining()) {
            int length = Math.min(block.length, mask.remaining());
            for (int i = 0; i < length; i += 8) {
                counter += GOLDEN;
                long word = SplitMix64.mix(counter);
                for (int b = 0; b < 8; b++) {
                    block[i + b] = values[(int) (word >>> (8 * b)) & 0xFF];
                }
            }
            mask.put(block, 0, length);
        }
    }
}
