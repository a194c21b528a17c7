package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the manifests topic once, and at later calls only new records. Not thread-safe. */
final class ManifestReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_WAIT_MILLIS = 20;

    private final KafkaConnection connection;
    private final SortedMap<String, KnowledgeManifest> manifests = new TreeMap<>();
    private @Nullable KafkaConsumer<String, KnowledgeManifest> consumer;

    /** Creates a reader, without reading anything yet. */
    ManifestReader(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * The manifests by set name, up to the topic's end at the time of this call. Waits for transactions that are open
     * at that time. Empty if the topic does not exist.
     */
    SortedMap<String, KnowledgeManifest> read() {
        SortedMap<Integer, TopicScan.Range> ranges = TopicOffsets.of(connection, Topics.MANIFESTS);
        return ranges.isEmpty() ? manifests() : readTo(ranges);
    }

    /** The manifests up to the last committed record. Costs one request, and never waits for a transaction. */
    SortedMap<String, KnowledgeManifest> refresh() {
        if (consumer == null) {
            return read();
        }
        SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();
        consumer.endOffsets(consumer.assignment())
                .forEach((partition, end) -> ranges.put(partition.partition(), new TopicScan.Range(0, end)));
        return readTo(ranges);
    }

    private SortedMap<String, KnowledgeManifest> readTo(SortedMap<Integer, TopicScan.Range> ranges) {
        try {
            readTo(open(ranges), ranges);
        } catch (AuthorizationException e) {
            throw AuthorizationErrors.reading(e);
        } catch (RecordDeserializationException e) {
            throw new UserException(unreadable(KafkaErrors.unreadable(e)), e);
        } catch (KafkaException e) {
            throw new UserException(unreadable(KafkaExplanation.of(e)), e);
        }
        return manifests();
    }

    private SortedMap<String, KnowledgeManifest> manifests() {
        return Collections.unmodifiableSortedMap(manifests);
    }

    private String unreadable(String reason) {
        return Topics.MANIFESTS + " at " + connection.bootstrapServers() + " cannot be read: " + reason;
    }

    private KafkaConsumer<String, KnowledgeManifest> open(SortedMap<Integer, TopicScan.Range> ranges) {
        if (consumer == null) {
            Map<String, Object> properties = connection.consumerProperties();
            properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
            properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
            properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
            consumer = new KafkaConsumer<>(properties);
            consumer.assign(
                    ranges.keySet().stream().map(ManifestReader::partition).toList());
            for (Map.Entry<Integer, TopicScan.Range> range : ranges.entrySet()) {
                consumer.seek(partition(range.getKey()), range.getValue().start());
            }
        }
        return consumer;
    }

    private void readTo(KafkaConsumer<String, KnowledgeManifest> opened, SortedMap<Integer, TopicScan.Range> ranges) {
        BrokerWait wait = BrokerWait.of(WaitPolicy.READ, connection);
        while (isBehind(opened, ranges)) {
            ConsumerRecords<String, KnowledgeManifest> records = opened.poll(POLL);
            records.forEach(this::take);
            if (!records.isEmpty()) {
                wait.answered();
            } else if (WaitPolicy.READ.isOver(wait.silent(() -> waiting() + WaitPolicy.READ.upTo()))) {
                throw new UserException(waiting() + "; it has lasted too long, run the command again later");
            }
        }
    }

    private String waiting() {
        String transactions = OpenTransactions.on(connection, partition(0));
        return transactions.isEmpty()
                ? "waiting for " + Topics.MANIFESTS + " of Kafka at " + connection.bootstrapServers()
                : "waiting for " + transactions + " on " + Topics.MANIFESTS
                        + " to end (a command is writing a manifest, or" + " was killed while it did)";
    }

    private static boolean isBehind(
            KafkaConsumer<String, KnowledgeManifest> opened, SortedMap<Integer, TopicScan.Range> ranges) {
        return opened.assignment().stream().anyMatch(partition -> {
            TopicScan.Range range = ranges.get(partition.partition());
            return range != null && opened.position(partition) < range.end();
        });
    }

    private void take(ConsumerRecord<String, KnowledgeManifest> found) {
        if (found.value() == null) {
            manifests.remove(found.key());
        } else {
            manifests.put(found.key(), found.value());
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.MANIFESTS, number);
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
