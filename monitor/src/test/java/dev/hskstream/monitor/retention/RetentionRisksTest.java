package dev.hskstream.monitor.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.PartitionLag;
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
        Sizes sizes = sizes(400, 900);

        RetentionReport report = RetentionRisks.of(
                new TreeMap<>(Map.of(KNOWLEDGE, needs(set(done())))),
                new TreeMap<>(Map.of(
                        KNOWLEDGE,
                        Answer.of(RetentionLimit.of(Map.of("retention.ms", "-1", "retention.bytes", "1000"))))),
                Map.of(),
                Map.of(KNOWLEDGE, sizes));

        assertThat(report.risks()).extracting(RetentionRisk::loss).containsExactly(new Loss.Above(1000, sizes, false));
    }

    @Test
    void saysThatSizesAreNotKnown() {
        assertThat(report(Map.of("retention.ms", "-1", "retention.bytes", "1000"), Map.of())
                        .risks())
                .extracting(RetentionRisk::loss)
                .containsExactly(
                        new Loss.Above(1000, new Sizes.Unknown("no broker says that it stores the topic"), false));
    }

    /** 600 samples in two partitions, of which the first has more than 1,000 bytes: it may lose records at any moment. */
    @Test
    void namesWhoStillNeedsThePartitionThatIsTooLarge() {
        Loss loss = new Loss.Above(1000, sizes(1001, 1000), false);

        assertThat(needs(set(teacher(Amount.known(300), Amount.known(60), 300, 0)))
                        .of(SAMPLES, loss))
                .containsExactly("teacher");
        assertThat(needs(set(teacher(Amount.known(300), Amount.known(60), 0, 300)))
                        .of(SAMPLES, loss))
                .isEmpty();
        assertThat(needs(set(done(), student("x", "PROGRESS", "kafka", 3, 60))).of(KNOWLEDGE, loss))
                .containsExactly("student x");
        assertThat(needs(set(done(), student("x", "PROGRESS", "copy", 3, 60))).of(KNOWLEDGE, loss))
                .isEmpty();
        assertThat(needs(set(done())).of(DEV, loss)).containsExactly("first student");
    }

    @Test
    void namesNobodyWhenAllPartitionsAreSmallEnough() {
        Loss loss = new Loss.Above(1000, sizes(1000, 1000), false);

        assertThat(needs(set(teacher(Amount.known(300), Amount.known(60), 300, 0)))
                        .of(SAMPLES, loss))
                .isEmpty();
        assertThat(needs(set(done(), student("x", "PROGRESS", "kafka", 3, 60))).of(KNOWLEDGE, loss))
                .isEmpty();
        assertThat(needs(set(done())).of(DEV, loss)).isEmpty();
    }

    @Test
    void namesEverybodyWhenSizesAreNotKnownOrGrow() {
        SetLag read = set(done(), student("x", "PROGRESS", "kafka", 3, 60));

        assertThat(needs(read).of(KNOWLEDGE, new Loss.Above(1000, new Sizes.Unknown("hidden"), false)))
                .containsExactly("student x");
        assertThat(needs(read).of(KNOWLEDGE, new Loss.Above(1000, sizes(10, 10), true)))
                .containsExactly("student x");
    }

    @Test
    void onlyTheKnowledgeOfASetThatIsNotCompleteGrows() {
        SetLag complete = set(done());
        SetLag producing = new SetLag("s", Optional.of("PRODUCING"), Amount.known(600), done(), List.of());
        SetLag hidden = new SetLag("s", Optional.empty(), Amount.unknown("hidden"), done(), List.of());

        assertThat(needs(complete).grows(KNOWLEDGE)).isFalse();
        assertThat(needs(producing).grows(KNOWLEDGE)).isTrue();
        assertThat(needs(producing).grows(SAMPLES)).isFalse();
        assertThat(needs(hidden).grows(SAMPLES)).isTrue();
    }

    @Test
    void namesASetThatIsDerivedUntilAfterTheLoss() {
        assertThat(derivedReaders(KNOWLEDGE, Amount.known(10), Amount.known(TWO_DAYS)))
                .containsExactly("derive small");
        assertThat(derivedReaders(KNOWLEDGE, Amount.known(10), Amount.unknown("first")))
                .containsExactly("derive small");
        assertThat(derivedReaders(KNOWLEDGE, Amount.unknown("hidden"), Amount.unknown("hidden")))
                .containsExactly("derive small");
        assertThat(derivedReaders(KNOWLEDGE, Amount.known(10), Amount.known(3600)))
                .isEmpty();
        assertThat(derivedReaders(KNOWLEDGE, Amount.known(0), Amount.known(0))).isEmpty();
        assertThat(derivedReaders(DEV, Amount.known(10), Amount.known(TWO_DAYS)))
                .isEmpty();
    }

    @Test
    void knowsASetsOwnDerivedSets() {
        SetLag derived = derived(Amount.known(10), Amount.known(60));

        assertThat(TopicNeeds.of(set(done()), List.of(set(done()), derived), NOW)
                        .derived())
                .containsExactly(derived);
        assertThat(TopicNeeds.of(derived, List.of(set(done()), derived), NOW).derived())
                .isEmpty();
        assertThat(TopicNeeds.of(derived, List.of(set(done()), derived), NOW).of("hsk.small.samples", TOMORROW))
                .isEmpty();
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
                Map.of(),
                Map.of());

        assertThat(report.risks()).isEmpty();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("Kafka does not allow this user DescribeConfigs on topic hsk.s.knowledge and 1 more");
    }

    private static RetentionReport report(Map<String, String> config, Map<String, Answer<Instant>> oldest) {
        return RetentionRisks.of(
                new TreeMap<>(Map.of(KNOWLEDGE, needs(set(done(), student("x", "FINISHED", "copy", 9, 0))))),
                new TreeMap<>(Map.of(KNOWLEDGE, Answer.of(RetentionLimit.of(config)))),
                oldest,
                Map.of());
    }

    private static List<String> readers(String topic, SetLag set) {
        return needs(set).of(topic, TOMORROW);
    }

    private static TopicNeeds needs(SetLag set) {
        return new TopicNeeds(set, List.of(), NOW);
    }

    /** The readers of a topic of a set that somebody has read and from which another one is derived. */
    private static List<String> derivedReaders(String topic, Amount samples, Amount seconds) {
        SetLag read = set(done(), student("x", "FINISHED", "copy", 9, 0));
        return new TopicNeeds(read, List.of(derived(samples, seconds)), NOW).of(topic, TOMORROW);
    }

    private static SetLag derived(Amount samples, Amount seconds) {
        ReaderLag deriving =
                reader("hsk.small.derive", KNOWLEDGE, Optional.empty(), Optional.empty(), List.of(), samples, seconds);
        return new SetLag("small", Optional.of("PRODUCING"), Amount.known(600), deriving, List.of());
    }

    private static Sizes sizes(long first, long second) {
        return new Sizes.Known(new TreeMap<>(Map.of(0, first, 1, second)));
    }

    private static ReaderLag teacher(Amount samples, Amount seconds, long first, long second) {
        Amount none = Amount.unknown("not looked at");
        return reader(
                "g",
                SAMPLES,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new PartitionLag(0, none, none, none, Amount.known(first)),
                        new PartitionLag(1, none, none, none, Amount.known(second))),
                samples,
                seconds);
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
        return reader("g", student.isPresent() ? KNOWLEDGE : SAMPLES, student, run, List.of(), samples, seconds);
    }

    private static ReaderLag reader(
            String group,
            String topic,
            Optional<String> student,
            Optional<RunReport> run,
            List<PartitionLag> partitions,
            Amount samples,
            Amount seconds) {
        Amount none = Amount.unknown("not looked at");
        Verdict verdict = new Verdict(Verdict.Bottleneck.UNKNOWN, "not looked at");
        return new ReaderLag(group, topic, student, run, partitions, samples, none, none, none, seconds, verdict);
    }
}
