package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that ends a manifest's transaction between its record and its commit, here because of its timeout. It
 * answers the commit as it does if another process is just opening its producer: the transaction's state is invalid.
 */
@Timeout(120)
class EndedManifestTransactionTest {
    private static final Deque<Runnable> AFTER_THE_NEXT_RECORD = new ConcurrentLinkedDeque<>();

    @Test
    void theChangeIsRepeatedInAnotherTransaction(@TempDir Path dir) {
        BrokerConfig config =
                new BrokerConfig(dir, 0, Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
        Map<String, String> properties =
                Map.of("transaction.timeout.ms", "1000", "interceptor.classes", Pause.class.getName());
        try (EmbeddedBroker broker = EmbeddedBroker.start(config);
                DevRegistry registry = DevRegistry.start(dir, 0)) {
            KafkaConnection connection =
                    new KafkaConnection(broker.bootstrapServers(), registry.url(), properties, Map.of());
            ManifestStore store = new ManifestStore(connection);
            store.put(Manifests.loaded("s"));

            AFTER_THE_NEXT_RECORD.add(
                    () -> awaitAbort(connection, Topics.of("s").manifestId()));
            store.update("s", now -> Manifests.producing("s"));

            assertThat(AFTER_THE_NEXT_RECORD).isEmpty();
            assertThat(store.require("s")).isEqualTo(Manifests.producing("s"));
        }
    }

    private static void awaitAbort(KafkaConnection connection, String id) {
        try (Admin admin = Admin.create(connection.adminProperties())) {
            while (admin.describeTransactions(List.of(id)).description(id).get().state()
                    != TransactionState.COMPLETE_ABORT) {
                Thread.onSpinWait();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@link #AFTER_THE_NEXT_RECORD} once a record is written. Consumers have the same property, so it is theirs too. */
    public static final class Pause
            implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {
        @Override
        public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            Runnable next = AFTER_THE_NEXT_RECORD.poll();
            if (next != null) {
                next.run();
            }
        }

        @Override
        public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
            return record;
        }

        @Override
        public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
