package dev.hskstream.monitor.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.RunReport;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.lag.Verdict;
import dev.hskstream.monitor.retention.RetentionRequests.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A set of 600 samples, whose topics remove what is seven days old. The oldest record is six days old. */
class RetentionRisksTest {
    private static final Instant NOW = Instant.parse("2026-01-07T00:00:00Z");
    private static final Instant OLDEST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Loss TOMORROW = new Loss.From(Instant.parse("2026-01-08T00:00:00Z"));
    private static final Map<String, String> WEEK = Map.of("retention.ms", "604800000");
    private static final String SAMPLES = "hsk.s.samples";
    private static final String DEV = "hsk.s.dev";
    private static final String KNOWLEDGE = "hsk.s.knowledge";
    private static final long TWO_DAYS = 172_800;

    @Test
    void namesATeacherThatIsNotDoneByThen() {
        assertThat(readers(SAMPLES, set(teacher(Amount.known(10), Amount.known(TWO_DAYS)))))
                .containsExactly("teacher");
        assertThat(readers(SAMPLES, set(teacher(Amount.known(10), Amount.unknown("first")))))
                .containsExactly("teacher");
        assertThat(readers(SAMPLES, set(teacher(Amount.unknown("hidden"), Amount.unknown("hidden")))))
                .containsExactly("teacher");
        assertThat(readers(SAMPLES, set(teacher(Amount.known(10), Amount.known(3600)))))
                .isEmpty();
        assertThat(readers(SAMPLES, set(teacher(Amount.known(0), Amount.known(0)))))
                .isEmpty();
    }

    @Test
    void namesTheFirstStudentOfASetThatNobodyHasRead() {
        assertThat(readers(KNOWLEDGE, set(done()))).containsExactly("first student");
        assertThat(readers(DEV, set(done()))).containsExactly("first student");
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "FAILED", "copy", 3, 9))))
                .containsExactly("first student");
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "FINISHED", "copy", 9, 0))))
                .isEmpty();
        assertThat(readers(KNOWLEDGE, set(done(), forgotten("x")))).isEmpty();
    }

    @Test
    void namesAStudentThatReadsKafkaUntilAfterTheLoss() {
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "kafka", 3, TWO_DAYS))))
                .containsExactly("student x");
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "kafka", 3, 3600))))
                .isEmpty();
        // It should have ended long ago; whether it runs is not known.
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "kafka", 3, -3600))))
                .containsExactly("student x");
    }

    @Test
    void namesAStudentWithACopyOnlyUntilTheCopyIsComplete() {
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "STARTED", "copy", 0, 0))))
                .containsExactly("student x");
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "copy", 3, TWO_DAYS))))
                .isEmpty();
        // Steps of 100 samples: an epoch has six.
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "follow", 5, TWO_DAYS))))
                .containsExactly("student x");
        assertThat(readers(KNOWLEDGE, set(done(), student("x", "PROGRESS", "follow", 6, TWO_DAYS))))
                .isEmpty();
    }

    @Test
    void needsDevSamplesOnlyAtTheStart() {
        assertThat(readers(DEV, set(done(), student("x", "STARTED", "kafka", 0, 0))))
                .containsExactly("student x");
        assertThat(readers(DEV, set(done(), student("x", "PROGRESS", "kafka", 3, TWO_DAYS))))
                .isEmpty();
    }

    @Test
    void datesTheLossByTheOldestRecord() {
        assertThat(report(WEEK, Map.of(KNOWLEDGE, Answer.of(OLDEST))).risks())
                .extracting(RetentionRisk::loss)
                .containsExactly(TOMORROW);
    }

    @Test
    void hasNoRiskWithoutALimitOrARecord() {
        assertThat(report(Map.of("retention.ms", "-1"), Map.of()).risks()).isEmpty();
        assertThat(report(WEEK, Map.of()).risks()).isEmpty();
    }

    @Test
    void saysAboveWhichSizeRecordsAreLost() {
        assertThat(report(Map.of("retention.ms", "-1", "retention.bytes", "1000"), Map.of())
                        .risks())
                .extracting(RetentionRisk::loss)
                .containsExactly(new Loss.Above(1000));
    }

    @Test
    void namesTheRightThatHidesATime() {
        assertThat(report(WEEK, Map.of(KNOWLEDGE, Answer.refused())).risks())
                .extracting(RetentionRisk::loss)
                .containsExactly(new Loss.Unknown("Kafka does not allow this user Describe on topic hsk.s.knowledge"));
    }

    @Test
    void namesTheRightThatHidesLimitsOnce() {
        RetentionReport report = RetentionRisks.of(
                new TreeMap<>(),
                new TreeMap<>(Map.of(KNOWLEDGE, Answer.refused(), SAMPLES, Answer.refused())),
                Map.of());

        assertThat(report.risks()).isEmpty();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("Kafka does not allow this user DescribeConfigs on topic hsk.s.knowledge and 1 more");
    }

    private static RetentionReport report(Map<String, String> config, Map<String, Answer<Instant>> oldest) {
        return RetentionRisks.of(
                new TreeMap<>(Map.of(KNOWLEDGE, new TopicNeeds(set(done()), NOW))),
                new TreeMap<>(Map.of(KNOWLEDGE, Answer.of(RetentionLimit.of(config)))),
                oldest);
    }

    private static List<String> readers(String topic, SetLag set) {
        return new TopicNeeds(set, NOW).of(topic, TOMORROW);
    }

    private static SetLag set(ReaderLag teacher, ReaderLag... students) {
        return new SetLag("s", Optional.of("COMPLETE"), Amount.known(600), teacher, List.of(students));
    }

    private static ReaderLag done() {
        return teacher(Amount.known(0), Amount.known(0));
    }

    private static ReaderLag teacher(Amount samples, Amount seconds) {
        return reader(Optional.empty(), Optional.empty(), samples, seconds);
    }

    private static ReaderLag forgotten(String name) {
        return reader(Optional.of(name), Optional.empty(), Amount.unknown("no event"), Amount.unknown("no event"));
    }

    private static ReaderLag student(String name, String state, String replay, long step, long secondsLeft) {
        Instant reported = NOW.minus(Duration.ofSeconds(5));
        RunReport run =
                new RunReport(state, reported, step, 60, 100 * step, 6000, replay, 100, 0.01, secondsLeft, null);
        return reader(Optional.of(name), Optional.of(run), Amount.known(1), Amount.unknown("its own estimate counts"));
    }

    private static ReaderLag reader(Optional<String> student, Optional<RunReport> run, Amount samples, Amount seconds) {
        Amount none = Amount.unknown("not looked at");
        Verdict verdict = new Verdict(Verdict.Bottleneck.UNKNOWN, "not looked at");
        return new ReaderLag(
                "g",
                student.isPresent() ? KNOWLEDGE : SAMPLES,
                student,
                run,
                List.of(),
                samples,
                none,
                none,
                none,
                seconds,
                verdict);
    }
}
