package dev.hskstream.cli.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Runs the stages in order, or reuses the output of an earlier run. */
final class StageRunner {
    private final StageLog log;
    private final int total;
    private final PrintStream out;
    private final Clock clock;
    private final Map<String, StageRecord> done = new LinkedHashMap<>();
    private final Set<String> reused = new LinkedHashSet<>();

    StageRunner(StageLog log, int total, PrintStream out, Clock clock) {
        this.log = log;
        this.total = total;
        this.out = out;
        this.clock = clock;
    }

    /** Returns the stage's record, of this run or an earlier one. */
    StageRecord run(QuickstartStage stage) throws IOException, InterruptedException {
        String headline = "[" + (done.size() + 1) + "/" + total + "] " + stage.name();
        Optional<StageRecord> before = log.find(stage.name());
        boolean same = before.isPresent() && before.get().key().equals(new TreeMap<>(stage.key()));
        StageRecord record;
        if (before.isPresent() && same && stage.present().getAsBoolean()) {
            record = before.get();
            reused.add(stage.name());
            out.println(headline + ": reused, settings and inputs are those of " + record.finished());
        } else {
            out.println(headline + ": " + stage.doing() + why(before, same));
            record = runNow(stage);
            out.println("      done in " + String.format(Locale.ROOT, "%.1f s", record.seconds()) + value(record));
        }
        done.put(stage.name(), record);
        return record;
    }

    /** The records in the order of the stages. */
    Map<String, StageRecord> done() {
        return done;
    }

    /** The names of the stages whose earlier output was reused. */
    Set<String> reused() {
        return reused;
    }

    private StageRecord runNow(QuickstartStage stage) throws IOException, InterruptedException {
        log.remove(stage.name()); // from here on, the old output may be partly overwritten
        Instant started = clock.instant();
        Outcome outcome = stage.work().run();
        Instant finished = clock.instant();
        StageRecord record = new StageRecord(
                stage.name(),
                finished.truncatedTo(ChronoUnit.SECONDS).toString(),
                stage.key(),
                outcome.result(),
                Duration.between(started, finished).toMillis() / 1000.0,
                outcome.peakRssBytes());
        log.put(record);
        return record;
    }

    private static String why(Optional<StageRecord> before, boolean same) {
        if (before.isEmpty()) {
            return "";
        }
        return same ? " (again: its output is gone)" : " (again: settings or inputs changed)";
    }

    private static String value(StageRecord record) {
        return ChildResult.score(record)
                .map(score -> String.format(Locale.ROOT, ", %s %.4f", score.metric(), score.value()))
                .orElse("");
    }
}
