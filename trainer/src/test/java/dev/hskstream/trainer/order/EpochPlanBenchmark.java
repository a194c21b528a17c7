package dev.hskstream.trainer.order;

import dev.hskstream.model.random.SplitMix64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how long planning an epoch takes, with as many samples as CoLA and SST-2 have.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=trainer -Dbenchmark=EpochPlanBenchmark -pl trainer -am process-test-classes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EpochPlanBenchmark {
    private static final int BATCH = 32;
    private static final int LONGEST = 48;

    /** Number of samples in the set. */
    @Param({"8551", "67349"})
    public int samples;

    private int[] lengths = {};
    private int epoch;

    /** Generates random lengths of the samples. */
    @Setup
    public void draw() {
        SplitMix64 random = new SplitMix64(1);
        lengths = new int[samples];
        for (int i = 0; i < samples; i++) {
            lengths[i] = 4 + random.nextInt(LONGEST);
        }
    }

    /** Computes the permutation alone. */
    @Benchmark
    public int[] permutation() {
        return new SplitMix64(epoch++).permutation(samples);
    }

    /** Computes the permutation and divides it into batches of similar length. */
    @Benchmark
    public List<int[]> batches() {
        return EpochPlan.batches(1, epoch++, "digest", lengths, BATCH);
    }
}
