package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brokers whose limits exclude the program's own timeouts: each command's first refusal names the brokers' property and
 * a value that fits, and with that value in {@code --kafka-config} all commands run.
 */
@Timeout(180)
class BrokerLimitsIT {
    private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";
    private static final String TRANSACTION_REMEDY =
            "more than the brokers' transaction.max.timeout.ms=7000; put transaction.timeout.ms=7000 into --kafka-config";

    @TempDir
    private Path work = Path.of("");

    @Test
    void sessionsThatMustBeLongerThanOurs() throws Exception {
        Map<String, String> limits = Map.of(LONGEST_TRANSACTION, "7000", "group.min.session.timeout.ms", "11000");
        refusedThenProducedAndSealed(
                limits,
                "session.timeout.ms is 10000, less than the brokers' group.min.session.timeout.ms=11000;"
                        + " put session.timeout.ms=11000 into --kafka-config");
    }

    @Test
    void sessionsThatMustBeShorterThanOursAndThanKafkasHeartbeatInterval() throws Exception {
        Map<String, String> limits = Map.of(
                LONGEST_TRANSACTION,
                "7000",
                "group.min.session.timeout.ms",
                "500",
                "group.max.session.timeout.ms",
                "2500");
        refusedThenProducedAndSealed(
                limits,
                "session.timeout.ms is 10000, more than the brokers' group.max.session.timeout.ms=2500;"
                        + " put session.timeout.ms=2500 into --kafka-config");
    }

    private void refusedThenProducedAndSealed(Map<String, String> limits, String sessionRemedy) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), 40, 4);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        Path config = Files.writeString(work.resolve("kafka.properties"), "");
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"), limits)) {
            Object[] load = {"load", "--set", "s", "--task", "cola", "--data", data};
            Object[] produce = {"produce", "--set", "s", "--teacher", teacher, "--depth", "2:3"};
            Object[] seal = {"seal", "--set", "s"};

            assertThat(run(kafka, config, load).reason())
                    .contains("transaction.timeout.ms is 900000, ", TRANSACTION_REMEDY);
            Files.writeString(config, "transaction.timeout.ms=7000\n");
            assertThat(run(kafka, config, load).code()).isZero();

            assertThat(run(kafka, config, produce).reason()).contains(sessionRemedy);
            String session = sessionRemedy.replaceAll(".*; put (\\S+) .*", "$1");
            Files.writeString(config, "transaction.timeout.ms=7000\n" + session + "\n");
            assertThat(run(kafka, config, produce).json().path("samples").asInt())
                    .isEqualTo(40);

            assertThat(HskRun.of(kafka.options(), seal).reason())
                    .contains("transaction.timeout.ms is 10000, ", TRANSACTION_REMEDY);
            assertThat(run(kafka, config, seal).json().path("samples").asInt()).isEqualTo(40);
        }
    }

    private static HskRun run(LocalKafka kafka, Path config, Object... words) {
        List<Object> line = new ArrayList<>();
        Collections.addAll(line, words);
        Collections.addAll(line, "--json", "--kafka-config", config);
        return HskRun.of(kafka.options(), line.toArray());
    }
}
