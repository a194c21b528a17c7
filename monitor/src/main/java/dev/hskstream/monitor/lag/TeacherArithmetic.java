package dev.hskstream.monitor.lag;

import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Computes what a set's teacher workers still have to do from the committed offsets of their group. */
final class TeacherArithmetic {
    private static final String NO_STEPS = "a teacher has no steps or epochs";
    private static final String NO_BYTES = "the sizes of samples are not recorded";

    private TeacherArithmetic() {}

    static ReaderLag of(KnowledgeManifest manifest, Answers answers) {
        Topics topics = Topics.of(manifest.getSet());
        int partitions = answers.partitions(topics.samples()).size();
        List<PartitionLag> lags = RecordRanges.samples(manifest, partitions).stream()
                .map(range -> partition(manifest, topics, range, answers))
                .toList();
        return of(
                topics.teacherGroup(),
                lags,
                Amount.sum(lags.stream().map(PartitionLag::samplesLeft).toList()));
    }

    /** A teacher of whose set there is no manifest: only offsets can be known. */
    static ReaderLag of(Topics topics, Answers answers, String reason) {
        List<PartitionLag> lags = answers.partitions(topics.samples()).stream()
                .map(number -> {
                    TopicPartition partition = new TopicPartition(topics.samples(), number);
                    GroupCommits commits = answers.commitsOf(topics.teacherGroup());
                    return new PartitionLag(
                            number,
                            commits.committed(partition),
                            answers.end(partition),
                            answers.offsetsLeft(commits, partition),
                            Amount.unknown(reason));
                })
                .toList();
        return of(topics.teacherGroup(), lags, Amount.unknown(reason));
    }

    private static ReaderLag of(String group, List<PartitionLag> lags, Amount samples) {
        Amount none = Amount.unknown(NO_STEPS);
        Amount seconds = samples.asLong().orElse(-1) == 0 ? Amount.known(0) : Amount.unknown(TeacherPace.FIRST);
        return new ReaderLag(
                group,
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
            KnowledgeManifest manifest, Topics topics, PartitionRange range, Answers answers) {
        TopicPartition partition = new TopicPartition(topics.samples(), range.getPartition());
        GroupCommits commits = answers.commitsOf(topics.teacherGroup());
        return new PartitionLag(
                range.getPartition(),
                commits.committed(partition),
                answers.end(partition),
                answers.offsetsLeft(commits, partition),
                samplesLeft(manifest, range, commits, partition));
    }

    /**
     * The samples are consecutive from the range's start, so the committed offset says how many are done; the markers
     * after them do not count. A sealed set has no work left, also when brokers have forgotten the group's offsets.
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
