package dev.hskstream.producer.restart;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts the production of a set over: the manifest returns to PRODUCING, keeps the digest that sealing must reproduce and
 * states the first offsets of the new records, and the committed offsets of the workers' group are reset to the first
 * sample. All of this is one transaction under the transactional id for manifest changes, so if several workers find a loss
 * at the same time, one starts over and the others join it. Older records stay in the topic and are ignored.
 */
final class NewProduction {
    private final KafkaConnection connection;
    private final Topics topics;

    NewProduction(KafkaConnection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /**
     * Returns the change of the manifest and of the group's offsets. Creates the knowledge topic if it is missing.
     *
     * @param before the current manifest
     * @param claimed the manifest that the worker may produce under
     */
    ManifestChange change(KnowledgeManifest before, KnowledgeManifest claimed) {
        KnowledgeManifest over = KnowledgeManifest.newBuilder(claimed)
                .setState(SetState.PRODUCING.name())
                .setPartitions(firstOffsets(before))
                .setRecordBytes(0)
                .setHskShare(0)
                .setSealed(null)
                .setTopics(OpenedTopics.now(connection, topics))
                .build();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.samples());
        RecordRanges.samples(before, now.size())
                .forEach(range -> offsets.put(
                        new TopicPartition(topics.samples(), range.getPartition()),
                        new OffsetAndMetadata(range.getStartOffset())));
        return ManifestChange.to(over).with(topics.teacherGroup(), offsets);
    }

    /** Returns the end offsets of the knowledge topic, where new records begin. Creates the topic if it is missing. */
    private List<PartitionRange> firstOffsets(KnowledgeManifest before) {
        int samples = TopicOffsets.of(connection, topics.samples()).size();
        TopicCreation.set(connection, topics, samples);
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), "Write");
        if (now.size() < samples) {
            throw new UserException(
                    "topic " + topics.knowledge() + " was made anew with " + now.size() + " partitions, set "
                            + before.getSet() + " needs " + samples + "; delete it, hsk produce makes it as it was");
        }
        return now.entrySet().stream()
                .map(range -> new PartitionRange(
                        range.getKey(), range.getValue().end(), range.getValue().end(), 0L))
                .toList();
    }
}
