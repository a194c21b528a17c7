package dev.hskstream.producer.restart;

import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds the reason why a production must start over: knowledge records were lost, or it is unknown which samples have
 * knowledge. The reasons are phrases for messages.
 */
final class RestartReasons {
    private final KafkaConnection connection;
    private final Topics topics;
    private final TeacherGroup group;

    RestartReasons(KafkaConnection connection, Topics topics, TeacherGroup group) {
        this.connection = connection;
        this.topics = topics;
        this.group = group;
    }

    /** Returns the first reason that applies to a set in production; empty if the production can continue. */
    Optional<String> inProduction(KnowledgeManifest manifest, OpenedTopics opened) {
        return lost(manifest)
                .or(() -> unrecorded(manifest))
                .or(() -> opened.madeAnew(topics.knowledge()))
                .or(() -> forgotten(manifest));
    }

    /** Describes the lost knowledge records; empty if all records that the manifest refers to are present. */
    Optional<String> lost(KnowledgeManifest manifest) {
        return new SetLoss(connection, manifest).knowledge("Write").map(TopicLoss::describe);
    }

    /**
     * Detects a knowledge topic that was deleted and recreated before the set was sealed: it is empty although the
     * group has committed samples.
     */
    private Optional<String> unrecorded(KnowledgeManifest manifest) {
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topics.knowledge(), "Write");
        Map<Integer, Long> begins = new HashMap<>();
        manifest.getPartitions().forEach(range -> begins.put(range.getPartition(), range.getStartOffset()));
        Map<Integer, Long> committed = group.committed();
        for (PartitionRange range : RecordRanges.samples(manifest, now.size())) {
            TopicScan.Range there = now.get(range.getPartition());
            boolean done = committed.getOrDefault(range.getPartition(), 0L) > range.getStartOffset();
            if (range.getRecords() > 0
                    && done
                    && (there == null || there.end() <= begins.getOrDefault(range.getPartition(), 0L))) {
                return Optional.of("topic " + topics.knowledge() + " is empty in partition " + range.getPartition()
                        + ", of which workers had done samples: it was made anew");
            }
        }
        return Optional.empty();
    }

    /**
     * Detects knowledge for which the workers' group has no offsets, or only offsets from before the samples were written
     * again: a worker that continued from them would write the knowledge a second time. Kafka deletes a group's offsets
     * together with their topic, and after a week without members. If the group has members, its first worker may simply
     * not have committed yet, so that does not count.
     */
    private Optional<String> forgotten(KnowledgeManifest manifest) {
        Map<Integer, Long> committed = group.committed();
        SortedMap<Integer, TopicScan.Range> samples = TopicOffsets.of(connection, topics.samples());
        boolean older = RecordRanges.samples(manifest, samples.size()).stream()
                .anyMatch(range -> range.getRecords() > 0
                        && committed.getOrDefault(range.getPartition(), range.getStartOffset())
                                < range.getStartOffset());
        boolean none = committed.isEmpty() && group.members() == 0;
        boolean written =
                RecordRanges.produced(manifest, TopicOffsets.of(connection, topics.knowledge(), "Write"))
                        .values()
                        .stream()
                        .anyMatch(range -> range.end() > range.start());
        return (older || none) && written
                ? Optional.of("it is not known any more which samples its workers have done ("
                        + (older
                                ? "they were written again since"
                                : "the group " + topics.teacherGroup() + " has no offsets")
                        + ")")
                : Optional.empty();
    }
}
