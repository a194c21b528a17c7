package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** If the broker is stopped and restarted while a set is fetched, the result of the training is the same. */
@Timeout(120)
class BrokerAwayInReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theFetchGoesOnWhereItWasAndTheResultIsTheSame(@TempDir Path work) throws Exception {
        Path directory = work.resolve("kafka");
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0));
        try (DevRegistry registry = DevRegistry.start(directory, 0)) {
            LocalKafka kafka = new LocalKafka(broker, registry);
            SmallSet set = SmallSet.prepare(kafka, work, 60);
            set.load("s");
            set.produce("s");
            String digest = set.seal("s").path("digest").asText();
            set.run(set.train("s", "undisturbed", "--cache-dir", work.resolve("own")))
                    .json();
            Path cache = work.resolve("cache");
            Path part = cache.resolve(digest + ".part");
            long whole = Files.size(work.resolve("own").resolve(digest + ".hskc"));

            Quota.set(kafka, 100_000);
            try (HskProcess training = HskProcess.start(set.train("s", "disturbed", "--cache-dir", cache))) {
                Poll.until("some is fetched", LIMIT, () -> Files.exists(part) && Files.size(part) > 100_000);
                broker.close();
                assertThat(Files.size(part)).as("stopped within the fetch").isLessThan(whole);
                Poll.until("says so", LIMIT, () -> training.err().contains("no record of hsk.s.knowledge comes"));
                assertThat(training.running()).isTrue();
                broker = EmbeddedBroker.start(new BrokerConfig(directory, port(kafka)));
                Quota.lift(new LocalKafka(broker, registry));

                HskRun run = training.waitFor(LIMIT);
                assertThat(run.json().path("steps").asInt()).isEqualTo(16);
                assertThat(run.err())
                        .containsOnlyOnce("no record of hsk.s.knowledge comes; waiting for the broker")
                        .containsOnlyOnce("records of hsk.s.knowledge come again");
            }
            assertThat(set.weights("disturbed")).isEqualTo(set.weights("undisturbed"));
        } finally {
            broker.close();
        }
    }

    private static int port(LocalKafka kafka) {
        return Integer.parseInt(kafka.broker().bootstrapServers().replaceAll(".*:", ""));
    }
}
