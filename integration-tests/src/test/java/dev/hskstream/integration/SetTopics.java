package dev.hskstream.integration;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.serde.AvroSerializer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.jspecify.annotations.Nullable;

/** Reads and writes sets' topics directly, without the commands. */
record SetTopics(KafkaConnection connection) {
    KnowledgeManifest manifest(String set) {
        return new ManifestStore(connection).require(set);
    }

    /** Returns all records of a set, ordered by sample. */
    List<KnowledgeRecord> records(String set) {
        List<KnowledgeRecord> records = new ArrayList<>();
        try (TopicScan<Long, KnowledgeRecord> scan =
                new TopicScan<>(connection, Topics.of(set).knowledge(), null, new LongDeserializer())) {
            scan.read(scan.ranges(), record -> records.add(record.value()));
        }
        records.sort(Comparator.comparingLong(KnowledgeRecord::getSample));
        return records;
    }

    /**
     * Puts a loaded set into production with the contract of another set that has the same data, so that both have the
     * same lineage.
     */
    KnowledgeManifest claimLike(String set, String other) {
        KnowledgeManifest made = manifest(other);
        return new ManifestStore(connection).update(set, now -> KnowledgeManifest.newBuilder(now)
                .setState("PRODUCING")
                .setTeacher(made.getTeacher())
                .setTokenizer(made.getTokenizer())
                .setCompression(made.getCompression())
                .setLineage(made.getLineage())
                .build());
    }

    /** Writes records to the partitions that a worker would write them to. */
    void write(String set, List<KnowledgeRecord> records) {
        List<Message> messages = records.stream()
                .map(record -> new Message(record.getSample(), bytes(set, record)))
                .toList();
        writeAll(Topics.of(set).knowledge(), messages);
    }

    /** A message with arbitrary bytes or null (a tombstone) as its value, and a sample index as its key. */
    @SuppressWarnings("ArrayRecordComponent")
    record Message(long key, byte @Nullable [] value) {}

    /** Writes messages to their samples' partitions; returns the partition and offset of each. */
    List<RecordMetadata> writeAll(String topic, List<Message> messages) {
        int partitions = TopicOffsets.of(connection, topic).size();
        return writeTo(
                topic,
                messages,
                messages.stream()
                        .map(message -> (int) (message.key() % partitions))
                        .toList());
    }

    /** Writes each message to its partition; returns where each is. */
    List<RecordMetadata> writeTo(String topic, List<Message> messages, List<Integer> partitions) {
        Map<String, Object> properties = connection.adminProperties();
        List<RecordMetadata> places = new ArrayList<>();
        try (KafkaProducer<Long, byte[]> producer =
                new KafkaProducer<>(properties, new LongSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                sent.add(producer.send(new ProducerRecord<>(topic, partitions.get(i), message.key(), message.value())));
            }
            for (Future<RecordMetadata> place : sent) {
                places.add(place.get());
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return places;
    }

    /** Returns a record's serialized bytes. */
    byte[] bytes(String set, KnowledgeRecord record) {
        try (AvroSerializer<KnowledgeRecord> serializer = new AvroSerializer<>()) {
            serializer.configure(connection.producerProperties(), false);
            byte[] bytes = serializer.serialize(Topics.of(set).knowledge(), record);
            return Objects.requireNonNull(bytes);
        }
    }
}
