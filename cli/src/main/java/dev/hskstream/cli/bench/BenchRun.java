package dev.hskstream.cli.bench;

import dev.hskstream.console.Progress;
import dev.hskstream.console.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs benchmarks one after the other, each in its share of the time.
 *
 * @param time total time for all benchmarks
 */
record BenchRun(List<Benchmark> benchmarks, Fixtures fixtures, Duration time) {
    /** More repetitions would not improve the median. */
    private static final int AT_MOST = 51;

    /** The least number of seconds per unit of weight; with less, a benchmark would run into the others' time. */
    private static final double LEAST = 0.4;

    BenchReport measure() {
        long start = System.nanoTime();
        BenchMachine machine = BenchMachine.here(Clock.systemUTC());
        double weights = benchmarks.stream().mapToDouble(Benchmark::weight).sum();
        TimeBudget budget = new TimeBudget(time, weights, System::nanoTime);
        List<Result> results = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (Progress progress = Progress.start("bench", benchmarks.size(), "ratios")) {
            for (Benchmark benchmark : benchmarks) {
                progress.note(benchmark.name());
                progress.advance(0);
                Duration share = budget.next(benchmark.weight());
                if (share.toMillis() < 1000 * LEAST * benchmark.weight()) {
                    skipped.add(benchmark.name());
                } else {
                    results.add(measure(benchmark, share));
                    Terminal.get().notice(said(results.get(results.size() - 1)));
                }
                progress.advance(1);
            }
        }
        return new BenchReport(results, skipped, machine, (System.nanoTime() - start) / 1e9);
    }

    private Result measure(Benchmark benchmark, Duration share) {
        long opening = System.nanoTime();
        try (Sides sides = benchmark.open(fixtures)) {
            Duration left = share.minusNanos(System.nanoTime() - opening);
            return new Result(benchmark, new Interleaving(AT_MOST, System::nanoTime).measure(sides, left));
        }
    }

    private static String said(Result result) {
        Ratio ratio = result.ratio();
        return String.format(
                Locale.ROOT,
                "%s: %.4g (%.4g to %.4g, %d runs), target %s",
                result.benchmark().name(),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                ratio.runs(),
                result.benchmark().target());
    }
}
