package dev.hskstream.monitor.command;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.PartitionLag;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.lag.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The measurement as text: a row for every reader, and below them why numbers are missing. */
final class LagTable {
    private final boolean partitions;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    private LagTable(boolean partitions) {
        this.partitions = partitions;
    }

    /** @param partitions whether each reader has a row for every partition too */
    static String of(Measurement measurement, boolean partitions) {
        LagTable table = new LagTable(partitions);
        table.row("SET", "READER", "STATE", "SAMPLES LEFT", "STEPS", "EPOCHS", "OFFSETS", "TIME LEFT", "BOTTLENECK");
        measurement.sets().forEach(table::set);
        measurement.problems().forEach(problem -> table.reasons.add(problem));
        if (measurement.sets().isEmpty()) {
            table.lines.set(0, "there is no set yet; load one with hsk load");
        }
        table.reasons.forEach(reason -> table.lines.add("?: " + reason));
        return String.join(System.lineSeparator(), table.lines);
    }

    private void set(SetLag set) {
        reader(
                set,
                set.teacher(),
                set.derived() ? "derive" : "teacher",
                set.state().orElse("?"));
        for (ReaderLag student : set.students()) {
            reader(
                    set,
                    student,
                    "student " + student.student().orElse(""),
                    student.run().map(run -> run.state()).orElse("?"));
        }
    }

    private void reader(SetLag set, ReaderLag reader, String name, String state) {
        boolean student = reader.student().isPresent();
        row(
                set.set(),
                name,
                state,
                text(reader.samplesLeft()),
                student ? text(reader.stepsLeft()) : "-",
                student ? text(reader.epochsLeft()) : "-",
                text(reader.offsetsLeft()),
                time(reader.secondsLeft()),
                verdict(reader.verdict()));
        if (partitions) {
            reader.partitions().forEach(this::partition);
        }
    }

    private void partition(PartitionLag partition) {
        row(
                "",
                "  partition " + partition.partition(),
                "",
                text(partition.samplesLeft()),
                "",
                "",
                text(partition.offsetsLeft()),
                "",
                "");
    }

    private void row(Object... cells) {
        lines.add(String.format(Locale.ROOT, "%-24s %-20s %-10s %12s %9s %7s %12s %10s  %s", cells)
                .stripTrailing());
    }

    private static String verdict(Verdict verdict) {
        return verdict.bottleneck().name().toLowerCase(Locale.ROOT) + ": " + verdict.reason();
    }

    private String text(Amount amount) {
        if (amount instanceof Amount.Unknown unknown) {
            reasons.add(unknown.reason());
            return "?";
        }
        return String.format(Locale.ROOT, "%,d", amount.asLong().orElseThrow());
    }

    private String time(Amount seconds) {
        if (seconds instanceof Amount.Unknown unknown) {
            reasons.add(unknown.reason());
            return "?";
        }
        Duration left = Duration.ofSeconds(seconds.asLong().orElseThrow());
        return String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }
}
