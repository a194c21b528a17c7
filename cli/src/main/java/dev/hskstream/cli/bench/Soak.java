package dev.hskstream.cli.bench;

import dev.hskstream.base.timing.ProcessMemory;
import dev.hskstream.console.Progress;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.run.Prefetcher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Alternately trains and produces in this process and records its resident memory. In each round a student trains for
 * some steps in replay, and a teacher produces a set. Student and teacher stay open over all rounds.
 */
final class Soak {
    private static final ModelShape STUDENT = ModelShape.TINYBERT4;

    /** The shape of bge-small-en-v1.5. */
    private static final ModelShape TEACHER = new ModelShape("bge-small", 12, 384, 12, 12, 1536);

    private static final double SECONDS_OF_STEPS = 4;
    private static final int PRODUCED = 256;

    private final Fixtures fixtures;
    private final Duration time;
    private final MemoryTrend trend = new MemoryTrend();
    private final long start = System.nanoTime();
    private long trained;
    private long produced;

    Soak(Fixtures fixtures, Duration time) {
        this.fixtures = fixtures;
        this.time = time;
    }

    /** Runs for the given time; the last round is completed. */
    Soak run() {
        ReplayedSet set = ReplayedSet.of(fixtures, new SentenceLengths.Cola());
        int[] lengths = new SentenceLengths.Cola().of(PRODUCED);
        try (StudentTraining training =
                        new StudentTraining(STUDENT, set.epochs().samples());
                Prefetcher replay = set.batches(training);
                ProducedSet sets = ProducedSet.of(fixtures, fixtures.model(TEACHER), lengths);
                Progress progress = Progress.start("soak", time.toSeconds(), "seconds")) {
            double minutes = 0;
            while (minutes < time.toSeconds() / 60.0) {
                train(training, replay);
                sets.produce(sets.load());
                produced += PRODUCED;
                double now = (System.nanoTime() - start) / 60e9;
                trend.add(now, ProcessMemory.residentBytes());
                progress.note(last());
                progress.advance(Math.round((now - minutes) * 60));
                minutes = now;
            }
        }
        return this;
    }

    private void train(StudentTraining training, Prefetcher replay) {
        Timing.ratePerSecond(SECONDS_OF_STEPS, () -> {
            StudentBatch batch = replay.next();
            training.run(batch);
            trained += batch.samples().length;
            return 1;
        });
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("minutes", trend.points().get(trend.points().size() - 1).minutes());
        json.put("rounds", trend.points().size());
        json.put("samplesTrained", trained);
        json.put("samplesProduced", produced);
        json.put("slopeMiBPerMinute", trend.slope());
        json.put("resident", trend.points());
        return json;
    }

    String text() {
        List<MemoryTrend.Point> points = trend.points();
        return String.format(
                Locale.ROOT,
                "soak: %.1f minutes, %d samples trained, %d produced; resident %.0f MiB after the first of %d rounds, %s"
                        + " after the last; slope over the last two thirds %+.2f MiB per minute",
                points.get(points.size() - 1).minutes(),
                trained,
                produced,
                points.get(0).mebibytes(),
                points.size(),
                last(),
                trend.slope());
    }

    private String last() {
        return String.format(
                Locale.ROOT,
                "%.0f MiB",
                trend.points().get(trend.points().size() - 1).mebibytes());
    }
}
