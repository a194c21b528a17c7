package dev.hskstream.monitor.export;

import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.RunReport;
import dev.hskstream.monitor.lag.SetLag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The readers of a measurement that have series. Kafka keeps the groups and the events of ended runs for a week, and
 * there can be thousands; a student is left out an hour after its run's end, or a day after the last report of a run
 * that stopped without an end. Of the others, those that reported last are kept, up to a limit.
 *
 * @param readers in the order of the measurement; a set's teacher is before its students
 * @param leftOut number of students that have no series only because of the limit
 */
record Exported(List<Reader> readers, int leftOut) {
    static final Duration ENDED = Duration.ofHours(1);
    static final Duration SILENT = Duration.ofDays(1);
    static final int STUDENTS = 1_000;

    /**
     * One reader.
     *
     * @param student empty for the teacher
     * @param working whether it can still have work, so that its partitions are of interest
     */
    record Reader(String set, String student, ReaderLag lag, boolean working) {
        List<String> labels() {
            return List.of(set, student);
        }
    }

    /** The readers that have series at this moment. */
    static Exported of(Measurement measured, Instant now) {
        List<Reader> students = measured.sets().stream()
                .flatMap(Exported::students)
                .filter(student -> isRecent(student.lag(), now))
                .toList();
        List<Reader> kept = students.stream()
                .sorted(Comparator.comparing(Exported::lastReport).reversed())
                .limit(STUDENTS)
                .toList();
        List<Reader> readers = new ArrayList<>(measured.sets().stream()
                .map(set -> new Reader(set.set(), "", set.teacher(), !isComplete(set)))
                .toList());
        readers.addAll(kept);
        readers.sort(Comparator.comparing(Reader::set).thenComparing(Reader::student));
        return new Exported(readers, students.size() - kept.size());
    }

    private static Stream<Reader> students(SetLag set) {
        return set.students().stream()
                .map(lag -> new Reader(
                        set.set(),
                        lag.student().orElseThrow(),
                        lag,
                        lag.run().filter(RunReport::ended).isEmpty()));
    }

    private static boolean isComplete(SetLag set) {
        return set.state().filter("COMPLETE"::equals).isPresent();
    }

    private static boolean isRecent(ReaderLag student, Instant now) {
        return student.run()
                .map(run -> run.time().plus(run.ended() ? ENDED : SILENT).isAfter(now))
                .orElse(true);
    }

    /** Students without any report come last. */
    private static Instant lastReport(Reader student) {
        return student.lag().run().map(RunReport::time).orElse(Instant.MIN);
    }
}
