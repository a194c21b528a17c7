package dev.hskstream.cli.bench;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.cli.bench.CodecRatios.Direction;
import dev.hskstream.cli.bench.ReplayBenchmark.Question;
import java.util.List;
import java.util.stream.Collectors;

/** All ratios in the order of measurement; the longest come last. */
final class Benchmarks {
    private static final SentenceLengths COLA = new SentenceLengths.Cola();
    private static final SentenceLengths.Fixed HALF = new SentenceLengths.Fixed(64);
    private static final SentenceLengths.Fixed FULL = new SentenceLengths.Fixed(128);

    private static final List<Benchmark> ALL = List.of(
            new CodecRatios(Direction.ENCODE, "float16"),
            new CodecRatios(Direction.ENCODE, "int8"),
            new CodecRatios(Direction.DECODE, "float16"),
            new CodecRatios(Direction.DECODE, "int8"),
            new FirstPass(),
            new ReplayBenchmark(Question.OVERHEAD),
            new ReplayBenchmark(Question.STARVATION),
            new WatchedTraining(),
            new SpeedupBenchmark(ModelShape.TINYBERT4, COLA, 8),
            new SpeedupBenchmark(ModelShape.ROSITA6, COLA, 12),
            new OpsBenchmark(ModelShape.TINYBERT4, HALF, 5),
            new OpsBenchmark(ModelShape.ROSITA6, HALF, 6),
            new SizeBenchmark(),
            new ProduceOverhead(),
            new DeriveBenchmark(),
            new SpeedupBenchmark(ModelShape.TINYBERT4, HALF, 8),
            new SpeedupBenchmark(ModelShape.ROSITA6, HALF, 12),
            new SpeedupBenchmark(ModelShape.TINYBERT4, FULL, 12),
            new SpeedupBenchmark(ModelShape.ROSITA6, FULL, 24));

    private Benchmarks() {}

    /**
     * The benchmarks with these names.
     *
     * @param names whole names or their first parts, such as {@code codec} or {@code speedup.rosita6}; empty for all
     *     benchmarks
     * @throws IllegalArgumentException if no benchmark has one of the names
     */
    static List<Benchmark> named(List<String> names) {
        names.forEach(Benchmarks::requireKnown);
        return ALL.stream()
                .filter(benchmark -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(benchmark, name)))
                .toList();
    }

    /** Throws {@link UsageException} if there is no ratio of this name, or whose name begins with it. */
    static void requireKnown(String name) {
        if (ALL.stream().noneMatch(benchmark -> isNamed(benchmark, name))) {
            throw new UsageException("--only: there is no ratio " + Quoted.of(name) + "; there are "
                    + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
        }
    }

    private static boolean isNamed(Benchmark benchmark, String name) {
        return benchmark.name().equals(name) || benchmark.name().startsWith(name + ".");
    }
}
