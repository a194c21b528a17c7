package dev.hskstream.schemas.manifest;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the manifests topic from its start to the end it has when reading begins. */
final class ManifestReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnection connection;

    ManifestReader(KafkaConnection connection) {
        this.connection = connection;
    }

    /** By set name; empty where the topic does not exist. */
    SortedMap<String, KnowledgeManifest> read() {
        Map<String, Object> properties = connection.consumerProperties();
        properties.put("key.deserializer", StringDeserializer.class);
        try (KafkaConsumer<String, KnowledgeManifest> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.MANIFESTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            return read(consumer, consumer.endOffsets(partitions));
        } catch (RecordDeserializationException e) {
            throw new SchemasException(e.topicPartition() + "@" + e.offset() + ": unreadable manifest: " + root(e), e);
        } catch (KafkaException e) {
            throw new SchemasException(
                    Topics.MANIFESTS + " at " + connection.bootstrapServers() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static SortedMap<String, KnowledgeManifest> read(
            KafkaConsumer<String, KnowledgeManifest> consumer, Map<TopicPartition, Long> ends) {
        SortedMap<String, KnowledgeManifest> manifests = new TreeMap<>();
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, KnowledgeManifest> found : consumer.poll(POLL)) {
                if (found.value() == null) {
                    manifests.remove(found.key());
                } else {
                    manifests.put(found.key(), found.value());
                }
            }
        }
        return manifests;
    }

    private static String root(Throwable e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }
}
