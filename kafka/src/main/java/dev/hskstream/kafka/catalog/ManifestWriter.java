package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.BrokerLimits;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes one change of a manifest in a transaction. The manifest is written last, right before the commit, and the
 * transaction's timeout is short: an open transaction keeps all readers of manifests waiting, and its writer may be
 * killed.
 */
final class ManifestWriter implements AutoCloseable {
    /** Longer than a commit takes, and shorter than users wait before they look for a fault. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final KafkaConnection connection;
    private final Map<String, Object> properties;
    private final KafkaProducer<String, KnowledgeManifest> producer;

    ManifestWriter(KafkaConnection connection, String transactionalId) {
        this.connection = connection;
        this.properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        this.producer = new KafkaProducer<>(properties);
    }

    /**
     * Fences all other producers with this transactional id and aborts their open transactions.
     *
     * @throws UserException if the brokers do not allow a transaction of this length
     */
    void open() {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw BrokerLimits.refusal(connection, e, properties)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }

    /** Commits the manifest and the offsets in one transaction. */
    @SuppressWarnings("removal") // a producer outside the group has no group metadata but the group's name
    void commit(ManifestChange change) {
        producer.beginTransaction();
        if (!change.offsets().isEmpty()) {
            producer.sendOffsetsToTransaction(change.offsets(), new ConsumerGroupMetadata(change.group()));
        }
        // The commit waits for this record and throws its failure.
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(Topics.MANIFESTS, change.manifest().getSet(), change.manifest()));
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
