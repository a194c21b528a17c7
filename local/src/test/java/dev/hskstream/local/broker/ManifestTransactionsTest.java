package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.ManifestWatch;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.catalog.TokenizerStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writing in one transaction with a manifest, and reading while another process is writing a manifest. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class ManifestTransactionsTest {
    private final EmbeddedBroker broker;
    private final DevRegistry registry;
    private final KafkaConnection connection;
    private final List<String> notices = new ArrayList<>();

    ManifestTransactionsTest(@TempDir Path dir) {
        broker = EmbeddedBroker.start(new BrokerConfig(dir, 0));
        registry = DevRegistry.start(dir, 0);
        connection = KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    @AfterAll
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void aTokenizerOfSeveralMegabytesIsStoredBesideTheManifests() {
        StringBuilder json = new StringBuilder();
        new Random(1).ints(3_000_000, 0x4e00, 0x9000).forEach(c -> json.append((char) c));
        KnowledgeManifest manifest = Manifests.producing("large");
        manifest.getTokenizer().setJson(ByteBuffer.allocate(0));
        ManifestStore store = new ManifestStore(connection);
        store.put(Manifests.loaded("large"));
        TopicCreation.tokenizers(connection);
        assertThatThrownBy(() -> new TokenizerStore(connection).resolve(manifest))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("hsk.tokenizers does not hold the tokenizer k1 that set large was made with")
                .hasMessageContaining("hsk produce --set large");

        new TokenizerStore(connection).put("k1", json.toString());
        store.update("large", now -> manifest);

        assertThat(store.require("large")).isEqualTo(manifest);
        KnowledgeManifest whole = new TokenizerStore(connection).resolve(store.require("large"));
        assertThat(CompressedTokenizer.unpack(whole.getTokenizer().getJson())).isEqualTo(json.toString());
    }

    @Test
    void offsetsOfTheGroupAreSetWithTheManifestOrNotAtAll() {
        Topics topics = Topics.of("offsets");
        ManifestStore store = new ManifestStore(connection);
        store.put(Manifests.loaded("offsets"));
        TopicCreation.set(connection, topics, 2);
        TeacherGroup group = new TeacherGroup(connection, topics);
        assertThat(group.committed()).isEmpty();
        assertThat(group.members()).isZero();
        Map<TopicPartition, OffsetAndMetadata> offsets =
                Map.of(new TopicPartition(topics.samples(), 1), new OffsetAndMetadata(7));

        assertThatThrownBy(() -> store.change("offsets", now -> {
                    throw new UserException("refused");
                }))
                .hasMessage("refused");
        assertThat(group.committed()).isEmpty();

        store.change("offsets", now -> ManifestChange.to(now).with(topics.teacherGroup(), offsets));

        assertThat(group.committed()).isEqualTo(Map.of(1, 7L));
    }

    @Test
    void aManifestsOwnTransactionEndsSoonWhereItsWriterIsKilled() throws Exception {
        new ManifestStore(connection).put(Manifests.loaded("short"));

        try (Admin admin = Admin.create(connection.adminProperties())) {
            String id = Topics.of("short").manifestId();
            long timeout = admin.describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .transactionTimeoutMs();
            assertThat(timeout).isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void aWatchSeesWhatIsNew() {
        ManifestStore store = new ManifestStore(connection);
        store.put(Manifests.loaded("watched"));
        try (ManifestWatch watch = store.watch("watched")) {
            assertThat(watch.now().getState()).isEqualTo("LOADED");
            store.put(Manifests.producing("watched"));
            assertThat(watch.now().getState()).isEqualTo("PRODUCING");
            store.put(Manifests.loaded("another"));
            assertThat(watch.now().getState()).isEqualTo("PRODUCING");
        }
    }

    @Test
    void whoWaitsForAnOpenTransactionSaysWhoseItIs() {
        ManifestStore store = new ManifestStore(connection.heardBy(new NoticeListener(notices::add)));
        store.put(Manifests.loaded("there"));
        Map<String, Object> properties = connection.producerProperties();
        properties.put("key.serializer", StringSerializer.class);
        properties.put("transactional.id", "hsk.killed.load");
        properties.put("transaction.timeout.ms", 13_000);
        try (KafkaProducer<String, KnowledgeManifest> killed = new KafkaProducer<>(properties)) {
            killed.initTransactions();
            killed.beginTransaction();
            Future<RecordMetadata> unused =
                    killed.send(new ProducerRecord<>(Topics.MANIFESTS, "killed", Manifests.loaded("killed")));
            killed.flush();

            assertThat(store.find("there")).isPresent();
            assertThat(store.find("killed")).isEmpty();
            killed.close(Duration.ZERO);
        }

        assertThat(notices.get(0)).contains("the open transaction of hsk.killed.load", "hsk.manifests");
    }
}
