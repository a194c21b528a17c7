package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.catalog.LossSurvey;
import dev.hskstream.kafka.catalog.TeacherGroup;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.TopicCheck;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** If the broker is down for longer than the clients' own timeouts, commands wait for it and tell the user so. */
@Timeout(120)
class BrokerAwayTest {
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    @Test
    void offsetsAreAskedForAgainUntilTheBrokerIsBack(@TempDir Path dir) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0));
        try {
            String servers = broker.bootstrapServers();
            KafkaConnection connection = new KafkaConnection(
                            servers,
                            "http://127.0.0.1:1",
                            Map.of("default.api.timeout.ms", "1000", "request.timeout.ms", "1000"),
                            Map.of())
                    .heardBy(new NoticeListener(notices::add));
            TopicCreation.set(connection, Topics.of("s"), 3);
            broker.close();

            CompletableFuture<SortedMap<Integer, TopicScan.Range>> offsets = CompletableFuture.supplyAsync(
                    () -> TopicOffsets.of(connection, Topics.of("s").knowledge()));
            assertThat(notices.poll(60, TimeUnit.SECONDS)).startsWith("waiting for Kafka at " + servers);
            assertThat(offsets).isNotDone();
            broker = EmbeddedBroker.start(new BrokerConfig(dir, Integer.parseInt(servers.replaceAll(".*:", ""))));

            assertThat(offsets.get(60, TimeUnit.SECONDS).keySet()).containsExactly(0, 1, 2);
            assertThat(notices).containsExactly("Kafka at " + servers + " is back");
        } finally {
            broker.close();
        }
    }

    /** The limit is half of Kafka's own timeout, after which these calls once said something first. */
    @Test
    void everyCallThatReadsTopicsOrGroupsSaysSoonThatItWaitsAndGoesOnWhenTheBrokerIsBack(@TempDir Path dir)
            throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0));
        try {
            String servers = broker.bootstrapServers();
            KafkaConnection connection =
                    KafkaConnection.of(servers, "http://127.0.0.1:1").heardBy(new NoticeListener(notices::add));
            Topics topics = Topics.of("s");
            TopicCreation.set(connection, topics, 1);
            broker.close();

            List<CompletableFuture<Void>> calls = Stream.<Runnable>of(
                            () -> TopicCheck.set(connection, topics),
                            () -> TopicCreation.manifests(connection),
                            () -> TopicOffsets.of(connection, topics.samples()),
                            () -> LossSurvey.of(connection, List.of(Manifests.loaded("s"))),
                            () -> new TeacherGroup(connection, topics).committed(),
                            () -> new TeacherGroup(connection, topics).members())
                    .map(call -> CompletableFuture.runAsync(call, command -> new Thread(command).start()))
                    .toList();
            for (int call = 0; call < calls.size(); call++) {
                assertThat(notices.poll(30, TimeUnit.SECONDS)).startsWith("waiting for Kafka at " + servers);
            }
            broker = EmbeddedBroker.start(new BrokerConfig(dir, Integer.parseInt(servers.replaceAll(".*:", ""))));

            for (CompletableFuture<Void> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
            assertThat(notices).hasSize(calls.size()).containsOnly("Kafka at " + servers + " is back");
        } finally {
            broker.close();
        }
    }
}
