package dev.hskstream.cli.bench;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.TextForms;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code hsk bench}: measures how close training, replay and producing come to the limits of this machine's hardware.
 */
@Command(
        name = "bench",
        description =
                "Measures on this machine how near the hardware's speed training, replay and producing come: ratios,"
                        + " both sides in one run by turns, with random weights of real shapes and an embedded Kafka.")
public final class BenchCommand implements Callable<Integer>, TextForms {
    private static final Duration QUICK = Duration.ofSeconds(165);
    private static final Duration WHOLE = Duration.ofMinutes(29);

    @Option(names = "--quick", description = "Few repetitions: 3 minutes instead of 30.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these ratios; codec selects all whose names begin with \"codec.\" (default: all).")
    private List<String> only = List.of();

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description =
                    "Instead of ratios: train and produce by turns for so long, and say how resident memory grows.")
    @Range(above = 0)
    private @Nullable Double soakMinutes;

    @Option(
            names = "--work-dir",
            defaultValue = "${sys:java.io.tmpdir}",
            paramLabel = "DIR",
            description = "Directory for the broker's files, which are removed at the end.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--only", Benchmarks::requireKnown);
    }

    @Override
    public Integer call() {
        List<Benchmark> benchmarks = Benchmarks.named(only);
        try (Fixtures fixtures = new Fixtures(directory, quick, HskCommandLine.program(spec))) {
            if (soakMinutes != null) {
                Soak soak = new Soak(fixtures, Duration.ofMillis(Math.round(soakMinutes * 60_000))).run();
                output.print(Map.of("soak", soak.json(), "machine", BenchMachine.here(Clock.systemUTC())), soak.text());
                return HskCommandLine.DONE;
            }
            BenchReport report = new BenchRun(benchmarks, fixtures, time(benchmarks)).measure();
            output.print(report.json(), report.table());
        }
        return HskCommandLine.DONE;
    }

    /** The time for the selected ratios: their share of a full run's time, but at least the time of a short run. */
    private Duration time(List<Benchmark> some) {
        if (quick) {
            return QUICK;
        }
        Duration share =
                Duration.ofMillis((long) (WHOLE.toMillis() * weight(some) / weight(Benchmarks.named(List.of()))));
        return share.compareTo(QUICK) > 0 ? share : QUICK;
    }

    private static double weight(List<Benchmark> some) {
        return some.stream().mapToDouble(Benchmark::weight).sum();
    }
}
