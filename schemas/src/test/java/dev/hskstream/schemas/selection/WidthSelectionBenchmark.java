package dev.hskstream.schemas.selection;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Selects a tenth of 768 units for 8 tokens, of another sample in every call.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=schemas -Dbenchmark=WidthSelectionBenchmark -pl schemas process-test-classes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WidthSelectionBenchmark {
    private static final int SAMPLES = 64;
    private static final int TOKENS = 8;
    private static final int HIDDEN = 768;
    private static final int KEPT = 77;

    private final float[][] rows = new float[SAMPLES][TOKENS * HIDDEN];
    private final WidthSelection selection = WidthSelection.parse("0.1:magnitude");
    private int at;

    /** Creates random samples. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        for (float[] sample : rows) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) random.nextGaussian();
            }
        }
    }

    /** Sums the magnitudes over tokens and selects the largest. */
    @Benchmark
    public WidthMask magnitude() {
        return selection.select(next(), TOKENS, HIDDEN);
    }

    /** Selects the largest values of one token, without sums. */
    @Benchmark
    public int[] largest() {
        return TopK.ascending(next(), HIDDEN, KEPT);
    }

    private float[] next() {
        at = (at + 1) % SAMPLES;
        return rows[at];
    }
}
