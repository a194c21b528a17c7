package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.schemas.selection.WidthMask;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the assembly of tensors from a batch of 32 decoded samples, with the default compression of a BERT-base's
 * hidden states (5 layers, 8 tokens, 77 of 768 units).
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=trainer -Dbenchmark=BatchAssemblyBenchmark -pl trainer -am process-test-classes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchAssemblyBenchmark {
    private static final int ROWS = 32;
    private static final int KEPT = 8;
    private static final int HIDDEN = 768;
    private static final int UNITS = 77;

    /** Number of tokens of each sample. */
    @Param({"12", "128"})
    public int tokens;

    private final Arena arena = new Arena();
    private final Objective objective = new Objective(
            new Weights(1, 1, 1),
            IntStream.range(0, 5).mapToObj(i -> new LayerMap.Pair(i, i)).toList(),
            DroppedUnits.IGNORE,
            Integer.MAX_VALUE,
            1);
    private NDManager manager = Tensors.newManager();
    private List<Knowledge> rows = List.of();

    /** Generates the samples. */
    @Setup
    public void draw() {
        SplitMix64 random = new SplitMix64(1);
        rows = IntStream.range(0, ROWS).mapToObj(i -> row(i, random)).toList();
    }

    /** Assembles and closes a batch. */
    @Benchmark
    public long assemble() {
        arena.reset();
        try (StudentBatch batch = BatchAssembly.assemble(objective, manager.newSubManager(), arena, rows, 0)) {
            return batch.samples()[0];
        }
    }

    /** Closes the parent of the batches' managers. */
    @TearDown
    public void close() {
        manager.close();
    }

    private Knowledge row(int index, SplitMix64 random) {
        List<LayerBlock> layers = new ArrayList<>();
        for (int layer = 0; layer < 5; layer++) {
            float[] values = new float[KEPT * UNITS];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) random.nextGaussian();
            }
            int[] units =
                    IntStream.range(0, UNITS).map(u -> u * (HIDDEN / UNITS)).toArray();
            layers.add(new LayerBlock(layer, IntStream.range(0, KEPT).toArray(), new WidthMask(HIDDEN, units), values));
        }
        return new Knowledge(index, new int[tokens], tokens, OptionalDouble.of(1), new float[] {0.5f, -0.5f}, layers);
    }
}
