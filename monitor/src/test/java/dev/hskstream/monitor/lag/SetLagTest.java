package dev.hskstream.monitor.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Expected numbers are computed by hand for 600 samples in two partitions. Blocks of 256 alternate, so partition 0 has
 * 256 + 88 samples and partition 1 has 256. Partition 1 begins with 10 offsets of a load that was killed.
 */
class SetLagTest {
    static {
        TrustedPackages.trust();
    }

    private static final Topics TOPICS = Topics.of("s");
    private static final List<PartitionRange> SAMPLES =
            List.of(new PartitionRange(0, 0L, 345L, 344L), new PartitionRange(1, 10L, 267L, 256L));

    @Test
    void countsTheSamplesAfterTheTeachersOffsets() {
        ReaderLag teacher = teacher("PRODUCING", Map.of(0, 256L, 1, 10L), Map.of(0, 345L, 1, 267L));

        assertThat(teacher.partitions())
                .extracting(PartitionLag::samplesLeft)
                .containsExactly(Amount.known(88), Amount.known(256));
        assertThat(teacher.partitions())
                .extracting(PartitionLag::offsetsLeft)
                .containsExactly(Amount.known(89), Amount.known(257));
        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(344));
        assertThat(teacher.offsetsLeft()).isEqualTo(Amount.known(346));
    }

    @Test
    void hasNoSamplesLeftBeforeATransactionsMarker() {
        ReaderLag teacher = teacher("PRODUCING", Map.of(0, 344L, 1, 266L), Map.of(0, 345L, 1, 267L));

        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(0));
        assertThat(teacher.secondsLeft()).isEqualTo(Amount.known(0));
        assertThat(teacher.offsetsLeft()).isEqualTo(Amount.known(2));
    }

    @Test
    void countsAllSamplesOfAPartitionWithoutAnOffset() {
        ReaderLag teacher = teacher("LOADED", Map.of(), Map.of(0, 345L, 1, 267L));

        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(600));
        assertThat(teacher.offsetsLeft()).isEqualTo(Amount.unknown("no offset is committed yet"));
    }

    @Test
    void needsNoOffsetsOfASealedSet() {
        ReaderLag teacher = teacher("COMPLETE", Map.of(), Map.of(0, 345L, 1, 267L));

        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(0));
    }

    @Test
    void isNeverNegative() {
        ReaderLag teacher = teacher("PRODUCING", Map.of(0, 345L, 1, 270L), Map.of(0, 300L, 1, 267L));

        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(0));
        assertThat(teacher.offsetsLeft()).isEqualTo(Amount.known(0));
    }

    @Test
    void marksOnePartitionWithoutALeader() {
        TopicEnds ends = known(Map.of(0, 345L));
        ends.partitions().put(1, Amount.unknown("partition hsk.s.samples-1 has no leader"));

        ReaderLag teacher = TeacherArithmetic.of(
                manifest("PRODUCING"),
                Map.of(),
                new Answers(
                        Map.of("hsk.s.teacher", commits(TOPICS.samples(), Map.of(0, 256L, 1, 10L))),
                        Map.of(),
                        Map.of(TOPICS.samples(), ends)));

        assertThat(teacher.partitions().get(0).offsetsLeft()).isEqualTo(Amount.known(89));
        assertThat(teacher.partitions().get(1).offsetsLeft())
                .isEqualTo(Amount.unknown("partition hsk.s.samples-1 has no leader"));
        assertThat(teacher.samplesLeft()).isEqualTo(Amount.known(344));
    }

    @Test
    void takesAStudentsTotalsFromItsReport() {
        // Three epochs of 600 samples, 450 of which are done; the offsets are those of a quarter.
        RunReport report = report("PROGRESS", 15, 60, 450, 1800, 41.6);
        ReaderLag student = student(Map.of(0, 87L, 1, 65L), Optional.of(report));

        assertThat(student.samplesLeft()).isEqualTo(Amount.known(1350));
        assertThat(student.stepsLeft()).isEqualTo(Amount.known(45));
        assertThat(student.epochsLeft()).isEqualTo(Amount.known(3));
        assertThat(student.secondsLeft()).isEqualTo(Amount.known(42));
        // 6,000 bytes for 600 samples
        assertThat(student.bytesLeft()).isEqualTo(Amount.known(13_500));
        // Partition 0: 348 offsets, 261 left of 3 x 344 samples: 774. Partition 1: 260 offsets, 195 left of 3 x 256.
        assertThat(student.partitions())
                .extracting(PartitionLag::samplesLeft)
                .containsExactly(Amount.known(774), Amount.known(576));
        assertThat(student.offsetsLeft()).isEqualTo(Amount.known(261 + 195));
    }

    @Test
    void hasNothingLeftAfterTheLastSample() {
        RunReport report = report("FINISHED", 60, 60, 1800, 1800, 0);
        ReaderLag student = student(Map.of(0, 348L, 1, 260L), Optional.of(report));

        assertThat(student.samplesLeft()).isEqualTo(Amount.known(0));
        assertThat(student.epochsLeft()).isEqualTo(Amount.known(0));
        assertThat(student.secondsLeft()).isEqualTo(Amount.known(0));
        assertThat(student.offsetsLeft()).isEqualTo(Amount.known(0));
        assertThat(student.partitions()).extracting(PartitionLag::samplesLeft).containsOnly(Amount.known(0));
    }

    @Test
    void knowsOnlyOffsetsOfARunWithoutAReport() {
        ReaderLag student = student(Map.of(0, 87L, 1, 65L), Optional.empty());

        assertThat(student.offsetsLeft()).isEqualTo(Amount.known(261 + 195));
        assertThat(student.samplesLeft()).isEqualTo(Amount.unknown(StudentArithmetic.NO_EVENT));
        assertThat(student.secondsLeft()).isEqualTo(Amount.unknown(StudentArithmetic.NO_EVENT));
    }

    @Test
    void doesNotKnowTheTimeOfAFailedRun() {
        ReaderLag student = student(Map.of(), Optional.of(report("FAILED", 15, 60, 450, 1800, 41)));

        assertThat(student.secondsLeft()).isEqualTo(Amount.unknown("the run failed"));
    }

    @Test
    void doesNotTakeHiddenOffsetsForNone() {
        Answers answers = new Answers(
                Map.of("hsk.s.teacher", GroupCommits.refused("hidden group")),
                Map.of(),
                Map.of(TOPICS.samples(), TopicEnds.refused("hidden topic")));

        ReaderLag teacher = TeacherArithmetic.of(manifest("PRODUCING"), Map.of(), answers);

        assertThat(teacher.samplesLeft()).isEqualTo(Amount.unknown("hidden group"));
        assertThat(teacher.partitions()).hasSize(2).allSatisfy(partition -> assertThat(partition.end())
                .isEqualTo(Amount.unknown("hidden topic")));
    }

    @Test
    void countsWhatIsLeftToDerive() {
        KnowledgeManifest source = manifest("COMPLETE");
        KnowledgeManifest derived = KnowledgeManifest.newBuilder(manifest("PRODUCING"))
                .setSet("small")
                .setSource(new SourceSet("s", "00", new Lineage(new byte[8]), true))
                .build();
        Answers answers = new Answers(
                Map.of("hsk.small.derive", commits(TOPICS.knowledge(), Map.of(0, 44L, 1, 260L))),
                Map.of("hsk.small.derive", new Workers(Amount.known(0), false)),
                Map.of(TOPICS.knowledge(), known(Map.of(0, 348L, 1, 260L))));

        ReaderLag deriving = TeacherArithmetic.of(derived, Map.of("s", source), answers);
        SetLag set = new SetLag("small", Optional.of("PRODUCING"), Amount.known(600), deriving, List.of());

        assertThat(deriving.group()).isEqualTo("hsk.small.derive");
        assertThat(deriving.topic()).isEqualTo("hsk.s.knowledge");
        assertThat(deriving.samplesLeft()).isEqualTo(Amount.known(300));
        assertThat(deriving.offsetsLeft()).isEqualTo(Amount.known(304));
        assertThat(Verdicts.teacher(set, answers.workersOf(deriving.group())).reason())
                .isEqualTo("no worker runs; start hsk derive");
        assertThat(TeacherArithmetic.of(derived, Map.of(), answers).samplesLeft())
                .isEqualTo(Amount.unknown("the set that this one is derived from is gone"));
    }

    @Test
    void assignsGroupsToSetsWhoseNamesContainDots() {
        SortedMap<String, SetReaders> readers = SetReaders.of(
                List.of("a", "a.student"),
                List.of("hsk.a.teacher", "hsk.a.student.x", "hsk.a.student.teacher", "hsk.b.student.y.z", "hsk.x"));

        assertThat(students(readers, "a")).containsOnlyKeys("x");
        assertThat(students(readers, "a.student")).isEmpty();
        assertThat(students(readers, "b")).containsExactly(Map.entry("y.z", "hsk.b.student.y.z"));
        assertThat(readers).containsOnlyKeys("a", "a.student", "b");
    }

    @Test
    void keepsAStudentWhoseGroupTheBrokersForgot() {
        SortedMap<String, SetReaders> readers = SetReaders.of(List.of("a"), List.of());

        SetReaders.addRuns(readers, Map.of("a/x/y", report("FINISHED", 1, 1, 1, 1, 0)));

        assertThat(students(readers, "a")).containsExactly(Map.entry("x/y", "hsk.a.student.x/y"));
    }

    private static SortedMap<String, String> students(SortedMap<String, SetReaders> readers, String set) {
        return Objects.requireNonNull(readers.get(set)).students();
    }

    private static ReaderLag teacher(String state, Map<Integer, Long> committed, Map<Integer, Long> ends) {
        return TeacherArithmetic.of(
                manifest(state),
                Map.of(),
                new Answers(
                        Map.of("hsk.s.teacher", commits(TOPICS.samples(), committed)),
                        Map.of(),
                        Map.of(TOPICS.samples(), known(ends))));
    }

    private static ReaderLag student(Map<Integer, Long> committed, Optional<RunReport> report) {
        Answers answers = new Answers(
                Map.of("hsk.s.student.x", commits(TOPICS.knowledge(), committed)),
                Map.of(),
                Map.of(TOPICS.knowledge(), known(Map.of(0, 348L, 1, 260L))));
        return new StudentArithmetic(TOPICS, manifest("COMPLETE"), answers, StudentArithmetic.NO_EVENT)
                .of("x", "hsk.s.student.x", report);
    }

    private static GroupCommits commits(String topic, Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> commits = new HashMap<>();
        offsets.forEach((partition, offset) -> commits.put(new TopicPartition(topic, partition), offset));
        return GroupCommits.of(commits);
    }

    private static TopicEnds known(Map<Integer, Long> ends) {
        TopicEnds known = TopicEnds.empty();
        ends.forEach((partition, end) -> known.partitions().put(partition, Amount.known(end)));
        return known;
    }

    private static RunReport report(String state, long step, long steps, long samples, long planned, double seconds) {
        return new RunReport(state, Instant.EPOCH, step, steps, samples, planned, "copy", 100, 0.01, seconds, null);
    }

    private static KnowledgeManifest manifest(String state) {
        return KnowledgeManifest.newBuilder()
                .setSet("s")
                .setState(state)
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("mcc"))
                .setSamples(600)
                .setDevSamples(Map.of("dev", 10L))
                .setDataFingerprint("00")
                .setCreated(Instant.EPOCH)
                .setRecordBytes(state.equals("COMPLETE") ? 6_000 : 0)
                .setSamplePartitions(SAMPLES)
                .setPartitions(
                        state.equals("COMPLETE")
                                ? List.of(new PartitionRange(0, 0L, 348L, 344L), new PartitionRange(1, 0L, 260L, 256L))
                                : List.of())
                .build();
    }
}
