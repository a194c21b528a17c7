package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.BrokerLimits;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.TopicCheck;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that another program created or changed, and brokers with limits of their own. */
@Timeout(60)
class TopicCheckTest {
    private static EmbeddedBroker broker;
    private static Admin admin;
    private static KafkaConnection connection;
    private static final List<String> NOTICES = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path dir) {
        Map<String, String> limits = Map.of(
                "transaction.max.timeout.ms", "12000",
                "group.min.session.timeout.ms", "11000",
                "group.max.session.timeout.ms", "30000",
                "log.message.timestamp.after.max.ms", "3600000");
        broker = EmbeddedBroker.start(new BrokerConfig(dir, 0, limits));
        connection = KafkaConnection.of(broker.bootstrapServers(), "http://127.0.0.1:1")
                .heardBy(new NoticeListener(NOTICES::add));
        admin = Admin.create(connection.adminProperties());
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void ourOwnTopicsPass() {
        TopicCreation.manifests(connection);
        TopicCreation.set(connection, Topics.of("own"), 3);

        assertThatCode(() -> TopicCheck.manifests(connection)).doesNotThrowAnyException();
        assertThatCode(() -> TopicCheck.set(connection, Topics.of("own"))).doesNotThrowAnyException();
        assertThatCode(() -> TopicCheck.set(connection, Topics.of("absent"))).doesNotThrowAnyException();
        assertThat(NOTICES).noneMatch(line -> line.contains("hsk.own."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "compact,delete"})
    void aCompactedTopicIsNamed(String policy) throws Exception {
        String set = "c" + policy.length();
        create(Topics.of(set).samples(), 1, Map.of("cleanup.policy", policy));

        assertThatThrownBy(() -> TopicCheck.set(connection, Topics.of(set)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("topic hsk." + set + ".samples has cleanup.policy=")
                .hasMessageContaining("--add-config cleanup.policy=delete");
    }

    @Test
    void aTopicThatWasExtendedOrMadeAnewIsNamed() throws Exception {
        Topics topics = Topics.of("extended");
        TopicCreation.set(connection, topics, 2);
        admin.createPartitions(Map.of(topics.knowledge(), NewPartitions.increaseTo(5)))
                .all()
                .get();
        // The controller has extended it when it says so; the broker hears of it a little later.
        while (TopicOffsets.of(connection, topics.knowledge()).size() < 5) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> TopicCheck.set(connection, topics))
                .hasMessageContaining("hsk.extended.samples has 2 partitions")
                .hasMessageContaining("hsk.extended.knowledge has 5");
    }

    @Test
    void aTopicThatNobodyCanWriteToIsNamed() throws Exception {
        Topics topics = Topics.of("insync");
        create(topics.knowledge(), 1, Map.of("min.insync.replicas", "2"));

        assertThatThrownBy(() -> TopicCheck.set(connection, topics))
                .hasMessageContaining(
                        "hsk.insync.knowledge has min.insync.replicas=2 but a partition of it has only 1");
    }

    @Test
    void aRetentionThatWillRemoveRecordsIsSaid() throws Exception {
        Topics topics = Topics.of("week");
        create(topics.samples(), 1, Map.of("retention.ms", "604800000"));
        create(topics.dev(), 1, Map.of("retention.bytes", "1000"));

        TopicCheck.set(connection, topics);

        assertThat(NOTICES)
                .anyMatch(line -> line.contains("hsk.week.samples has retention.ms=604800000"))
                .anyMatch(line -> line.contains("hsk.week.dev has retention.bytes=1000"));
    }

    @Test
    void recordsOfAWriterWhoseClockIsFarOffAreTakenByOurTopics() throws Exception {
        Topics topics = Topics.of("clock");
        TopicCreation.set(connection, topics, 1);
        create("hsk.clock.other", 1, Map.of("retention.ms", "-1"));
        long[] clocks = {
            System.currentTimeMillis() + Duration.ofDays(400).toMillis(),
            System.currentTimeMillis() - Duration.ofDays(400).toMillis()
        };
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (long clock : clocks) {
                long stamped = producer.send(new ProducerRecord<>(topics.samples(), 0, clock, null, new byte[1]))
                        .get()
                        .timestamp();
                assertThat(Math.abs(stamped - System.currentTimeMillis())).isLessThan(3_600_000);
            }
            assertThatThrownBy(() -> producer.send(
                                    new ProducerRecord<>("hsk.clock.other", 0, clocks[0], null, new byte[1]))
                            .get())
                    .as("what other topics say")
                    .hasMessageContaining("imestamp");
        }
    }

    @Test
    void namesThePropertyAndTheValueThatFitsTheBrokersLimits() {
        Map<String, Object> wanted = Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "15000");
        Map<String, Object> transactional =
                Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "15000", ProducerConfig.TRANSACTIONAL_ID_CONFIG, "t");
        try (KafkaProducer<byte[], byte[]> producer = producer(transactional)) {
            assertThatThrownBy(producer::initTransactions).isInstanceOfSatisfying(KafkaException.class, e -> assertThat(
                            BrokerLimits.refusal(connection, e, wanted).orElseThrow())
                    .hasMessageContaining("transaction.timeout.ms is 15000, more than the brokers'"
                            + " transaction.max.timeout.ms=12000; put transaction.timeout.ms=12000"));
        }
        assertThat(session("10000")).hasValueSatisfying(e -> assertThat(e)
                .hasMessageContaining("session.timeout.ms is 10000, less than the brokers'"
                        + " group.min.session.timeout.ms=11000; put session.timeout.ms=11000"));
        assertThat(session("40000")).hasValueSatisfying(e -> assertThat(e)
                .hasMessageContaining("more than the brokers' group.max.session.timeout.ms=30000"));
        assertThat(BrokerLimits.refusal(connection, new KafkaException("other"), wanted))
                .isEmpty();
    }

    private static Optional<UserException> session(String millis) {
        Map<String, Object> properties = connection.adminProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "g" + millis);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis);
        TopicCreation.manifests(connection);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.MANIFESTS));
            while (true) {
                consumer.poll(Duration.ofMillis(100));
            }
        } catch (KafkaException e) {
            return BrokerLimits.refusal(connection, e, properties);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = connection.adminProperties();
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void create(String name, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                .all()
                .get();
    }
}
