package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
}
