package dev.hskstream.producer.audit;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.SampleFields;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.LongDeserializer;

/**
 * Reads the chosen samples of a sealed set: their texts and their knowledge records. Each topic is read through once.
 */
final class AuditedSet {
    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;
    private final Topics topics;

    AuditedSet(KafkaConnection connection, KnowledgeManifest manifest) {
        this.connection = connection;
        this.manifest = manifest;
        this.topics = Topics.of(manifest.getSet());
    }

    /** Returns the chosen samples as they were loaded, by index. Throws {@link UserException} if one is missing. */
    Map<Long, Example> examples(BitSet chosen) {
        Map<Long, Example> examples = new HashMap<>();
        try (TopicScan<Long, Sample> scan =
                new TopicScan<>(connection, topics.samples(), null, new LongDeserializer())) {
            new SetLoss(connection, manifest).requireSamples();
            scan.read(RecordRanges.samplesToRead(manifest.getSamplePartitions(), scan.ranges()), record -> {
                Sample sample = record.value();
                if (isChosen(chosen, sample.getIndex())) {
                    examples.putIfAbsent(sample.getIndex(), SampleFields.read(sample, Example::new));
                }
            });
        }
        requireAll(chosen, examples.size(), topics.samples());
        return examples;
    }

    /** Passes the chosen samples' knowledge records to {@code sink}. Throws {@link UserException} if one is missing. */
    void knowledge(BitSet chosen, Consumer<KnowledgeRecord> sink) {
        new SetLoss(connection, manifest).requireKnowledge();
        int[] found = {0};
        try (TopicScan<Long, KnowledgeRecord> scan =
                new TopicScan<>(connection, topics.knowledge(), null, new LongDeserializer())) {
            scan.read(SealedRanges.of(manifest), record -> {
                if (isChosen(chosen, record.value().getSample())) {
                    found[0]++;
                    sink.accept(record.value());
                }
            });
        }
        requireAll(chosen, found[0], topics.knowledge());
    }

    private static boolean isChosen(BitSet chosen, long index) {
        return index >= 0 && index < chosen.length() && chosen.get((int) index);
    }

    private static void requireAll(BitSet chosen, int found, String topic) {
        if (found != chosen.cardinality()) {
            throw new UserException(topic + " has " + found + " records of the " + chosen.cardinality()
                    + " samples that were drawn; find out what is wrong with hsk sets --verify");
        }
    }
}
