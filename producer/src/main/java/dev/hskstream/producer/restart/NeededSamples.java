package dev.hskstream.producer.restart;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks the samples of a set that its workers have not finished yet. Samples whose knowledge is committed are no longer
 * needed and may have been deleted.
 */
public final class NeededSamples {
    private final KafkaConnection connection;
    private final Topics topics;

    /** The manifest that was read last. It seldom changes, and a waiting worker checks often. */
    private @Nullable KnowledgeManifest known;

    /** Creates a check of one set's samples. */
    public NeededSamples(KafkaConnection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /**
     * Checks that no unfinished sample was lost.
     *
     * @throws UserException that names the loss and how to restore it
     */
    public void require() {
        Map<Integer, Long> committed = new TeacherGroup(connection, topics).committed();
        if (known == null || isLost(known, committed)) {
            known = new ManifestStore(connection).require(topics.set());
            require(known, committed);
        }
    }

    /**
     * Checks the same for a given manifest.
     *
     * @param committed the workers' committed offsets by partition
     */
    void require(KnowledgeManifest manifest, Map<Integer, Long> committed) {
        if (isLost(manifest, committed)) {
            new SetLoss(connection, manifest).requireSamples();
        }
    }

    /** Returns whether there are samples that the workers have not finished. */
    boolean remain(KnowledgeManifest manifest, Map<Integer, Long> committed) {
        int partitions = TopicOffsets.of(connection, topics.samples()).size();
        return RecordRanges.samples(manifest, partitions).stream()
                .anyMatch(range -> committed.getOrDefault(range.getPartition(), 0L) < range.getEndOffset());
    }

    private boolean isLost(KnowledgeManifest manifest, Map<Integer, Long> committed) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples());
        return now.isEmpty()
                || RecordRanges.samples(manifest, now.size()).stream()
                        .anyMatch(range -> isLost(
                                range,
                                now.get(range.getPartition()),
                                committed.getOrDefault(range.getPartition(), range.getStartOffset())));
    }

    private static boolean isLost(PartitionRange range, TopicScan.@Nullable Range there, long committed) {
        long from = Math.max(range.getStartOffset(), committed);
        return there == null
                || there.end() < range.getEndOffset()
                || (from < range.getEndOffset() && there.start() > from);
    }
}
