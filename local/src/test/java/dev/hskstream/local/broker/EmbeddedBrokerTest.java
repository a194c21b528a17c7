package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
    private final Path dir;

    EmbeddedBrokerTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void keepsItsRecordsOverARestart() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(new BrokerConfig(dir, 0))) {
            createTopic(first, "kept");
            write(first, "kept", "before the restart");
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(new BrokerConfig(dir, 0))) {
            write(second, "kept", "after it");

            assertThat(read(second, "kept", 2)).containsExactly("before the restart", "after it");
        }
    }

    @Test
    void commitsTransactionsAndRefusesASecondBrokerAndUnknownTopics() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0))) {
            createTopic(broker, "transactional");
            try (KafkaProducer<String, String> producer = producer(broker, Map.of("transactional.id", "t"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactional", "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactional", "committed"))
                        .get();
                producer.commitTransaction();
            }

            assertThat(read(broker, "transactional", 1)).containsExactly("committed");
            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerConfig(dir, 0)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage(dir + " is in use by another broker; stop it or choose another --dir");
            try (KafkaConsumer<String, String> consumer = consumer(broker)) {
                assertThat(consumer.partitionsFor("misspelt")).isEmpty();
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).doesNotContain("misspelt");
            }
        }
    }

    @Test
    void namesAPortThatIsTakenAndLeavesTheDirectoryFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerConfig(dir, port)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("port " + port + " on 127.0.0.1 cannot be had")
                    .hasMessageEndingWith("choose another --port");
        }
        DirectoryLock.take(dir, "broker.lock").close();
    }

    @Test
    void namesADirectoryThatCannotBeMade() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));

        assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerConfig(file.resolve("below"), 0)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void takesListenersAndOtherPropertiesFromItsConfiguration() throws Exception {
        int first = Ports.available(0);
        int second = Ports.otherThan(first);
        Map<String, String> properties = Map.of(
                "listeners", "CLIENTS://127.0.0.1:" + first + ",PLAINTEXT://127.0.0.1:" + second,
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "auto.create.topics.enable", "true");
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0, properties))) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + first);

            write(broker, "made-by-writing", "value");
            assertThat(read(broker, "made-by-writing", 1)).containsExactly("value");
        }
    }

    @Test
    void asksForAListenerForClients() {
        BrokerConfig config = new BrokerConfig(dir, 0, Map.of("listeners", "CONTROLLER://127.0.0.1:0"));

        assertThatThrownBy(() -> EmbeddedBroker.start(config))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("listeners=CONTROLLER://127.0.0.1:0 has none for clients");
    }

    private static void createTopic(EmbeddedBroker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void write(EmbeddedBroker broker, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> read(EmbeddedBroker broker, String topic, int count) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(broker)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
            }
        }
        return values;
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(EmbeddedBroker broker) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
