package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.encoding.Float16;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.registry.CompatibilityLevel;
import dev.hskstream.schemas.selection.WidthMask;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the schemas module with a real broker and a real registry. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class SchemasOverKafkaTest {
    private final EmbeddedBroker broker;
    private final DevRegistry registry;
    private final KafkaConnection connection;

    SchemasOverKafkaTest(@TempDir Path dir) {
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
    void findsTheLastManifestOfEachSetAndListsThemByName() {
        ManifestStore store = new ManifestStore(connection);
        assertThat(store.find("b-set")).isEmpty();
        assertThatThrownBy(() -> store.require("b-set"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is none yet");

        store.put(Manifests.loaded("b-set"));
        store.put(Manifests.loaded("a-set"));
        KnowledgeManifest producing = Manifests.producing("b-set");
        producing.setLineage(Lineages.of(producing));
        store.put(producing);

        assertThat(store.require("b-set")).isEqualTo(producing);
        assertThat(store.all()).extracting(KnowledgeManifest::getSet).containsExactly("a-set", "b-set");
        assertThatThrownBy(() -> store.require("c-set"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("known sets: a-set, b-set");
    }

    @Test
    void carriesKnowledgeThroughKafkaUnchanged() throws Exception {
        Topics topics = Topics.of("round-trip");
        KnowledgeCodec codec =
                new KnowledgeCodec(new Float16(), Optional.empty(), Lineages.of(Manifests.producing("round-trip")));
        LayerBlock block = new LayerBlock(
                3, new int[] {2, 0}, new WidthMask(16, new int[] {1, 7, 15}), new float[] {1, -2, 0.5f, 0, 4, 1024});
        KnowledgeRecord written = codec.encode(new Knowledge(
                41, new int[] {101, 30000, 102}, 3, OptionalDouble.of(1), new float[] {-1, 2}, List.of(block)));
        create(topics.knowledge());

        try (KafkaProducer<Long, KnowledgeRecord> producer = producer()) {
            producer.send(new ProducerRecord<>(topics.knowledge(), 41L, written))
                    .get();
        }

        ConsumerRecord<Long, KnowledgeRecord> read = readOne(topics.knowledge());
        assertThat(read.key()).isEqualTo(41);
        assertThat(read.value()).isEqualTo(written);
        Knowledge knowledge = codec.decode(read.value());
        assertThat(knowledge.tokenIds()).containsExactly(101, 30000, 102);
        assertThat(knowledge.layers().get(0).values()).containsExactly(1, -2, 0.5f, 0, 4, 1024);
        assertThat(connection.registry().compatibility(topics.knowledge() + "-value"))
                .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    }

    @Test
    void namesTopicAndReasonWhenTheRegistryRefusesTheSchema() throws Exception {
        create("refused");
        String foreign = "{\"type\":\"record\",\"name\":\"Sample\",\"namespace\":\"dev.hskstream.schemas.avro\","
                + "\"fields\":[{\"name\":\"index\",\"type\":\"string\"}]}";
        connection.registry().registerGuarded("refused-value", new Schema.Parser().parse(foreign));

        try (KafkaProducer<Long, Sample> producer = producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("refused", 0L, sample())))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageStartingWith("refused: cannot write Sample: schema registry " + registry.url())
                    .hasMessageContaining("409");
        }
    }

    @Test
    void namesTheOffsetOfAMessageThatIsNoAvro() throws Exception {
        create("foreign");
        Map<String, Object> properties = connection.producerProperties();
        properties.put("key.serializer", LongSerializer.class);
        properties.put("value.serializer", StringSerializer.class);
        try (KafkaProducer<Long, String> producer = new KafkaProducer<>(properties)) {
            producer.send(new ProducerRecord<>("foreign", 0L, "plain text")).get();
        }

        assertThatThrownBy(() -> readOne("foreign"))
                .hasMessageContaining("foreign-0")
                .cause()
                .hasMessageContaining("not in Confluent's wire format");
    }

    @Test
    void checksThatBrokerAndRegistryAreThere() throws Exception {
        Duration timeout = Duration.ofSeconds(10);
        assertThatCode(() -> connection.check(timeout)).doesNotThrowAnyException();
        String nobody = "127.0.0.1:" + unusedPort();

        assertThatThrownBy(() -> KafkaConnection.of(nobody, registry.url()).check(timeout))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("no Kafka broker answers at " + nobody)
                .hasMessageContaining("--bootstrap-servers");
        assertThatThrownBy(() -> KafkaConnection.of(broker.bootstrapServers(), "http://" + nobody)
                        .check(timeout))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("no schema registry answers at http://" + nobody);
    }

    private static Sample sample() {
        return new Sample(0L, "train", "text", null, 1.0);
    }

    private void create(String topic) throws Exception {
        try (Admin admin = Admin.create(connection.adminProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private <T> KafkaProducer<Long, T> producer() {
        Map<String, Object> properties = connection.producerProperties();
        properties.put("key.serializer", LongSerializer.class);
        return new KafkaProducer<>(properties);
    }

    private ConsumerRecord<Long, KnowledgeRecord> readOne(String topic) {
        Map<String, Object> properties = connection.consumerProperties();
        properties.put("key.deserializer", LongDeserializer.class);
        try (KafkaConsumer<Long, KnowledgeRecord> consumer = new KafkaConsumer<>(properties)) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (true) {
                for (ConsumerRecord<Long, KnowledgeRecord> found : consumer.poll(Duration.ofMillis(200))) {
                    return found;
                }
            }
        }
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
