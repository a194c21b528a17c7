package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.LagReader;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of a student that has never reported, the lag says why each number is not known. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class LagReasonsIT {
    private static final String NO_EVENT = "hsk.training-events has no event of this run";
    private static final String MANIFESTS = "Kafka does not allow this user Read on topic " + Topics.MANIFESTS;
    private static final String EVENTS = "Kafka does not allow this user Read on topic " + Topics.TRAINING_EVENTS;

    private final SecureKafka kafka;

    LagReasonsIT(@TempDir Path work) throws Exception {
        kafka = SecureKafka.start(work);
    }

    @BeforeAll
    void makeUsersAndSet() throws Exception {
        AclTable table = AclTable.read();
        List<AclBinding> rights = new ArrayList<>();
        for (String topic : List.of(Topics.MANIFESTS, Topics.TRAINING_EVENTS)) {
            AclTable.Right missing = new AclTable.Right("lag", "topic", topic, "Read");
            table.without(missing).forEach(right -> rights.add(right.binding(topic, "s", "x")));
        }
        kafka.create(List.of(Topics.MANIFESTS, Topics.TRAINING_EVENTS), rights);
        KafkaConnection administrator =
                KafkaConnection.of(kafka.administration(), kafka.registry().url());
        TopicCreation.trainingEvents(administrator);
        KnownSet.of(administrator, "s", 10, 1).state();
        try (Admin admin = Admin.create(administrator.adminProperties())) {
            admin.alterConsumerGroupOffsets(
                            "hsk.s.student.x",
                            Map.of(new TopicPartition("hsk.s.knowledge", 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void aHiddenManifestHidesTheSamples() throws Exception {
        Measurement measured = measuredWithout(Topics.MANIFESTS);

        SetLag set = measured.sets().get(0);
        assertThat(measured.problems()).singleElement().asString().startsWith(MANIFESTS);
        assertThat(reason(set.samples())).startsWith(MANIFESTS);
        assertThat(reason(set.teacher().samplesLeft())).startsWith(MANIFESTS);
        assertThat(reason(set.students().get(0).samplesLeft())).isEqualTo(NO_EVENT);
    }

    @Test
    void hiddenEventsHideTheStudent() throws Exception {
        Measurement measured = measuredWithout(Topics.TRAINING_EVENTS);

        SetLag set = measured.sets().get(0);
        assertThat(measured.problems()).singleElement().asString().startsWith(EVENTS);
        assertThat(set.samples()).isEqualTo(Amount.known(10));
        assertThat(reason(set.students().get(0).samplesLeft())).startsWith(EVENTS);
    }

    private Measurement measuredWithout(String topic) throws Exception {
        List<String> options = kafka.user(topic);
        Path config = Path.of(options.get(options.size() - 1));
        KafkaConnection connection = new KafkaConnection(
                kafka.broker().bootstrapServers(),
                kafka.registry().url(),
                KafkaConnection.readProperties(config),
                Map.of());
        try (LagReader reader = new LagReader(connection, Clock.systemUTC())) {
            return reader.measure();
        }
    }

    private static String reason(Amount amount) {
        return amount instanceof Amount.Unknown unknown ? unknown.reason() : amount.toString();
    }
}
