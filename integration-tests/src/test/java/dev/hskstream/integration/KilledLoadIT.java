package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a load leaves that was killed, at any of its points, keeps nobody from anything. */
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
        assertThat(sets.run("audit", "--set", "left", "--teacher", sets.teacher()).code())
                .isZero();
        HskRun trained = sets.run(sets.train("left", "student", "--cache", "none"));
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    /** What a load of other data writes first. */
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
            Future<RecordMetadata> first = producer.send(new ProducerRecord<>(topics.samples(), 0, index, train));
            Future<RecordMetadata> second = producer.send(new ProducerRecord<>(topics.dev(), 0, index, dev));
        }
        return producer;
    }

    private String sealed(String set) {
        sets.load(set);
        sets.produce(set);
        return sets.seal(set).get("digest").asText();
    }
}
