package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a load leaves behind that is killed at any point, other commands are not blocked by it. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class KilledLoadIT {
    private final LocalKafka kafka;
    private final SmallSet sets;
    private String digest = "";

    KilledLoadIT(@TempDir Path work) throws Exception {
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.sets = SmallSet.prepare(kafka, work, 20);
    }

    @BeforeAll
    void makeAWholeSet() {
        digest = sealed("whole");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void samplesWithoutACommitBlockNoCommandAndTheNextLoadEndsThem() {
        KafkaProducer<Long, Sample> killed = begin("open");
        killed.flush();

        assertThat(sets.run("sets").code()).isZero();
        assertThat(sealed("open")).isEqualTo(digest);
        killed.close(Duration.ZERO);
    }

    @Test
    void samplesWithoutAManifestAreNotTheNextLoads() {
        try (KafkaProducer<Long, Sample> killed = begin("left")) {
            killed.commitTransaction();
        }

        assertThat(sets.run("sets", "--set", "left").reason()).contains("no set \"left\"");
        assertThat(sealed("left")).isEqualTo(digest);
        assertThat(sets.run("audit", "--set", "left", "--teacher", sets.teacher())
                        .code())
                .isZero();
        HskRun trained = sets.run(sets.train("left", "student", "--cache", "none"));
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    /**
     * A set as earlier versions wrote it: its name contains a dot, and the manifest has no offset ranges of samples.
     */
    @Test
    void aSetWithADotInItsNameGoesOn() {
        KafkaConnection connection = kafka.connection();
        Topics old = Topics.of("old.v1");
        TopicCreation.set(connection, old, 2);
        copy(Topics.of("whole").samples(), old.samples());
        copy(Topics.of("whole").dev(), old.dev());
        KnowledgeManifest whole = new ManifestStore(connection).require("whole");
        new ManifestStore(connection)
                .put(KnowledgeManifest.newBuilder(whole)
                        .setSet("old.v1")
                        .setState("LOADED")
                        .setTeacher(null)
                        .setTokenizer(null)
                        .setCompression(null)
                        .setLineage(null)
                        .setPartitions(List.of())
                        .setSamplePartitions(List.of())
                        .setDevPartitions(List.of())
                        .setDigest(null)
                        .setSealed(null)
                        .build());

        assertThat(sealed("old.v1")).isEqualTo(digest);
        assertThat(sets.run("sets", "--verify", "--set", "old.v1").code()).isZero();
        HskRun trained = sets.run(sets.train("old.v1", "of-old", "--cache", "none"));
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(sets.run("load", "--set", "new.v1", "--task", "cola", "--data", sets.data())
                        .err())
                .contains("new.v1", "not allowed for a new set");
    }

    private void copy(String from, String to) {
        Map<String, Object> properties = kafka.connection().adminProperties();
        try (TopicScan<byte[], byte[]> scan = TopicScan.raw(kafka.connection(), from);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            scan.read(scan.ranges(), found -> {
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(to, found.partition(), found.key(), found.value()));
            });
        }
    }

    @Test
    void aSampleThatIsTooLargeForTheBrokerIsNamed() throws Exception {
        Path data = Files.createDirectories(sets.work().resolve("large"));
        Files.writeString(data.resolve("train.tsv"), "a\t1\t\tShort.\nb\t0\t\t" + "é".repeat(800_000) + "\n");
        Files.writeString(data.resolve("dev.tsv"), "a\t1\t\tShort.\n");

        assertThat(sets.run("load", "--set", "large", "--task", "cola", "--data", data)
                        .reason())
                .contains("train sample 1 ", "1600000 bytes", "hsk.large.samples", "max.message.bytes", "shorten");
        assertThat(sets.run("sets", "--set", "large").reason()).contains("no set \"large\"");
    }

    /** Begins a transaction as a load of other data would, and leaves it open. */
    private KafkaProducer<Long, Sample> begin(String set) {
        Topics topics = Topics.of(set);
        TopicCreation.set(kafka.connection(), topics, 2);
        Map<String, Object> properties = kafka.connection().producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.loadId());
        KafkaProducer<Long, Sample> producer = new KafkaProducer<>(properties);
        producer.initTransactions();
        producer.beginTransaction();
        for (long index = 0; index < 7; index++) {
            Sample train = new Sample(index, "train", "Of other data.", null, 0.0);
            Sample dev = new Sample(index, "dev", "Of other data.", null, 0.0);
            Future<RecordMetadata> unusedTrain = producer.send(new ProducerRecord<>(topics.samples(), 0, index, train));
            Future<RecordMetadata> unusedDev = producer.send(new ProducerRecord<>(topics.dev(), 0, index, dev));
        }
        return producer;
    }

    private String sealed(String set) {
        sets.load(set);
        sets.produce(set);
        return sets.seal(set).get("digest").asText();
    }
}
