package dev.hskstream.monitor.lag;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Computes what a set's teacher workers still have to do from the committed offsets of their group; of a set that is
 * derived from another one, what the deriving processes still have to do.
 */
final class TeacherArithmetic {
    private static final String NO_STEPS = "a teacher has no steps or epochs";
    private static final String NO_BYTES = "the sizes of samples are not recorded";

    private TeacherArithmetic() {}

    /** @param sets all manifests by set name, among them the source of a derived set */
    static ReaderLag of(KnowledgeManifest manifest, Map<String, KnowledgeManifest> sets, Answers answers) {
        String topic = SetInput.topic(manifest);
        List<PartitionLag> lags = SetInput.ranges(
                        manifest, sets, answers.partitions(topic).size())
                .stream()
                .map(range -> partition(manifest, topic, range, answers))
                .toList();
        Amount samples = lags.isEmpty() && !manifest.getState().equals("COMPLETE")
                ? Amount.unknown("the set that this one is derived from is gone")
                : Amount.sum(lags.stream().map(PartitionLag::samplesLeft).toList());
        return of(SetInput.group(manifest), topic, lags, samples);
    }

    /** A teacher of whose set there is no manifest: only offsets can be known. */
    static ReaderLag of(Topics topics, Answers answers, String reason) {
        List<PartitionLag> lags = answers.partitions(topics.samples()).stream()
                .map(number -> new TopicPartition(topics.samples(), number))
                .map(partition -> answers.lag(topics.teacherGroup(), partition, Amount.unknown(reason)))
                .toList();
        return of(topics.teacherGroup(), topics.samples(), lags, Amount.unknown(reason));
    }

    private static ReaderLag of(String group, String topic, List<PartitionLag> lags, Amount samples) {
        Amount none = Amount.unknown(NO_STEPS);
        Amount seconds = samples.asLong().orElse(-1) == 0 ? Amount.known(0) : Amount.unknown(TeacherPace.FIRST);
        return new ReaderLag(
                group,
                topic,
                Optional.empty(),
                Optional.empty(),
                lags,
                samples,
                none,
                none,
                Amount.unknown(NO_BYTES),
                seconds,
                Verdict.PENDING);
    }

    private static PartitionLag partition(
            KnowledgeManifest manifest, String topic, PartitionRange range, Answers answers) {
        TopicPartition partition = new TopicPartition(topic, range.getPartition());
        String group = SetInput.group(manifest);
        return answers.lag(group, partition, samplesLeft(manifest, range, answers.commitsOf(group), partition));
    }

    /**
     * The samples are consecutive from the range's start, so the committed offset says how many are done; the markers
     * after them do not count. (A source's knowledge has markers in between, a few for every thousand records, which
     * count as samples until the end.) A sealed set has no work left, also when brokers have forgotten the group's offsets.
     */
    private static Amount samplesLeft(
            KnowledgeManifest manifest, PartitionRange range, GroupCommits commits, TopicPartition partition) {
        if (manifest.getState().equals("COMPLETE")) {
            return Amount.known(0);
        }
        if (commits.refused().isPresent()) {
            return Amount.unknown(commits.refused().get());
        }
        long committed = commits.committed(partition).asLong().orElse(range.getStartOffset());
        long done = Math.max(0, Math.min(range.getRecords(), committed - range.getStartOffset()));
        return Amount.known(range.getRecords() - done);
    }
}
