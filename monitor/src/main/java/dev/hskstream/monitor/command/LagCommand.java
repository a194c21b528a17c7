package dev.hskstream.monitor.command;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.Shutdown;
import dev.hskstream.console.TextForms;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.lag.LagReader;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.retention.Extension;
import dev.hskstream.monitor.retention.RetentionChange;
import dev.hskstream.monitor.retention.RetentionGuard;
import dev.hskstream.monitor.view.LagView;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk lag}: how much teachers and students still have to do. */
@Command(
        name = "lag",
        description = "Show what the teacher and the students of each set still have to do.",
        footer = {"", "Exit code 3: more samples are left than --fail-above allows, or it is not known how many."})
public final class LagCommand implements Callable<Integer>, TextForms {
    /** The lag is above the limit that the user gave. */
    static final int ABOVE = 3;

    @Option(names = "--set", paramLabel = "NAME", description = "Only this set, with a row for every partition.")
    private @Nullable String set;

    @Option(names = "--watch", description = "Measure again and again, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Time between two measurements of --watch.")
    @Range(min = 1, max = 3600)
    private int interval;

    @Option(
            names = "--fail-above",
            paramLabel = "SAMPLES",
            description = "Exit with code 3 if a reader has more samples left; with --watch, as soon as it does.")
    @Range(min = 0)
    private @Nullable Long failAbove;

    @Option(
            names = "--extend-retention",
            paramLabel = "TIME",
            description = "Keep all records of the set for at least this time from now on, such as 36h, 7d or 4w, or"
                    + " forever; needs --set.")
    private @Nullable String extension;

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--set", Topics::of, "--extend-retention", Extension::parse);
    }

    @Override
    @SuppressWarnings("try") // the section is open while this watches
    public Integer call() throws InterruptedException {
        if (extension != null && (set == null || watch)) {
            throw new UsageException("--extend-retention needs --set NAME, and goes without --watch");
        }
        KafkaConnection connection = kafka.connect();
        CountDownLatch told = new CountDownLatch(1);
        try (LagReader reader = new LagReader(connection, Clock.systemUTC());
                RetentionGuard guard = new RetentionGuard(connection, Clock.systemUTC())) {
            if (!watch) {
                return print(reader.measure(), guard);
            }
            try (StopRequest.Section section = Shutdown.request().handled(Duration.ofSeconds(2), told::countDown)) {
                int code = print(reader.measure(), guard);
                while (code == HskCommandLine.DONE && !told.await(interval, TimeUnit.SECONDS)) {
                    code = print(reader.measure(), guard);
                }
                return code;
            }
        }
    }

    private int print(Measurement measured, RetentionGuard guard) {
        Measurement shown = set == null ? measured : only(measured, set);
        List<RetentionChange> changes =
                set == null || extension == null ? List.of() : guard.extend(set, Extension.parse(extension));
        RetentionView retention = new RetentionView(guard.report(measured, shown.sets()), changes, shown.at());
        Map<String, @Nullable Object> view = LagView.of(shown);
        view.put("retention", retention.risks());
        view.put("retentionProblems", retention.report().problems());
        view.put("extended", retention.extended());
        String table = Stream.concat(Stream.of(LagTable.of(shown, set != null)), retention.lines())
                .collect(Collectors.joining(System.lineSeparator()));
        output.print(view, table + (watch ? System.lineSeparator() : ""));
        return failAbove != null && readers(shown).anyMatch(reader -> isAbove(reader, failAbove))
                ? ABOVE
                : HskCommandLine.DONE;
    }

    /** An unknown lag is not below the limit. A student without a report is no run that a script could wait for. */
    private static boolean isAbove(ReaderLag reader, long limit) {
        boolean counts = reader.student().isEmpty() || reader.run().isPresent();
        return counts && reader.samplesLeft().asLong().orElse(Long.MAX_VALUE) > limit;
    }

    private static Stream<ReaderLag> readers(Measurement measured) {
        return measured.sets().stream()
                .flatMap(set -> Stream.concat(Stream.of(set.teacher()), set.students().stream()));
    }

    private static Measurement only(Measurement measured, String wanted) {
        List<SetLag> found =
                measured.sets().stream().filter(set -> set.set().equals(wanted)).toList();
        if (found.isEmpty() && !measured.problems().isEmpty()) {
            throw new UserException(String.join("; ", measured.problems()));
        }
        if (found.isEmpty()) {
            String known = measured.sets().stream().map(SetLag::set).collect(Collectors.joining(", "));
            throw new UserException("no set \"" + wanted + "\"; known sets: "
                    + (known.isEmpty() ? "there is none yet, load one with hsk load" : known));
        }
        return new Measurement(measured.at(), measured.took(), found, measured.problems());
    }
}
