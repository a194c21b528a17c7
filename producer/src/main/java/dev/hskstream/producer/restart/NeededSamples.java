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

/** The samples that the workers of a set have still to do. Those whose knowledge is committed may be gone. */
public final class NeededSamples {
    private final KafkaConnection connection;
    private final Topics topics;

    /** As it was read last: it seldom changes, and whoever waits asks often. */
    private @Nullable KnowledgeManifest known;

    /** Of that set. */
    public NeededSamples(KafkaConnection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /**
     * Requires that they are there.
     *
     * @throws UserException naming what is lost and how to have it again
     */
    public void require() {
        Map<Integer, Long> committed = new TeacherGroup(connection, topics).committed();
        if (known == null || isLost(known, committed)) {
            known = new ManifestStore(connection).require(topics.set());
            require(known, committed);
        }
    }

    /** The same; {@code committed} is by partition what the workers have done. */
    void require(KnowledgeManifest manifest, Map<Integer, Long> committed) {
        if (isLost(manifest, committed)) {
            new SetLoss(connection, manifest).requireSamples();
        }
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
