package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.monitor.statistics.StatisticsService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that the README lists for statistics suffice, and a missing one is named. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class StatisticsRightsIT {
    static final String COMMAND = "monitor --statistics";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SAMPLES = 100;

    private final SecureKafka kafka;
    private final AclTable table;
    private final KnownSet set;
    private int written = 10;

    StatisticsRightsIT(@TempDir Path work) throws Exception {
        kafka = SecureKafka.start(work.resolve("kafka"));
        table = AclTable.read();
        set = KnownSet.of(
                KafkaConnection.of(kafka.administration(), kafka.registry().url()), "s", SAMPLES, 1);
    }

    @BeforeAll
    void makeUsersAndSet() throws Exception {
        List<String> users = new ArrayList<>(List.of("whole"));
        List<AclBinding> rights = new ArrayList<>();
        table.of(COMMAND).forEach(right -> rights.add(right.binding("whole", "s", "")));
        for (AclTable.Right missing : table.of(COMMAND)) {
            users.add(user(missing));
            table.without(missing).forEach(right -> rights.add(right.binding(user(missing), "s", "")));
        }
        kafka.create(users, rights);
        TopicCreation.trainingEvents(set.connection());
        set.state();
        set.write(0, written);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void theRightsInTheReadmeSuffice() throws Exception {
        try (StatisticsService service = StatisticsService.start(connection("whole"))) {
            Poll.until("the set is counted", LIMIT, () -> service.set("s").isPresent());
            Poll.until(
                    "events are read", LIMIT, () -> service.hearing().readTo().isPresent());

            assertThat(service.troubles()).isEmpty();
        }
    }

    /** A set whose knowledge the user may not read is not seen, so it cannot be named. */
    Stream<AclTable.Right> rights() {
        return table.of(COMMAND).stream().filter(right -> !right.name().contains("SET"));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void oneRightLessIsNamed(AclTable.Right missing) throws Exception {
        if (missing.operation().equals("Create")) {
            deleteAll(missing.name());
        }
        Pattern named = Pattern.compile("Kafka does not allow this user .*" + missing.operation() + ".* on "
                + missing.resource() + " " + missing.name().replace("*", ".*") + ";");
        // All users share the application and its offsets, so each needs a record that is not counted yet.
        set.write(written, ++written);
        try (StatisticsService service = StatisticsService.start(connection(user(missing)))) {
            Poll.until(named.pattern(), LIMIT, () -> service.troubles().stream()
                    .anyMatch(trouble -> named.matcher(trouble).find()));
        } catch (UserException e) {
            assertThat(e.getMessage()).containsPattern(named);
        }
    }

    private void deleteAll(String name) throws Exception {
        List<String> topics;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.administration()))) {
            topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(name.replace("*", "")))
                    .toList();
        }
        for (String topic : topics) {
            kafka.delete(topic);
        }
    }

    private KafkaConnection connection(String user) throws Exception {
        List<String> options = kafka.user(user);
        Path properties = Path.of(options.get(options.size() - 1));
        return new KafkaConnection(
                kafka.broker().bootstrapServers(),
                kafka.registry().url(),
                KafkaConnection.readProperties(properties),
                Map.of());
    }

    private String user(AclTable.Right missing) {
        return "without-" + table.rights().indexOf(missing);
    }
}
