package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A set's digest does not depend on its number of partitions. Batches are formed within partitions, so the numbers are
 * bitwise equal only with a batch size of 1.
 */
class PartitionsIT {
    /**
     * They form two blocks, so that six of eight partitions are empty. Values are stored as float32, so that no
     * rounding hides a difference.
     */
    private static final int SAMPLES = 400;

    @Test
    void theDigestIsTheSameForAnyNumberOfPartitionsEmptyOnesIncluded(@TempDir Path work) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), SAMPLES, 4);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            JsonNode one = sealed(kafka, data, teacher, "one", "1");
            JsonNode many = sealed(kafka, data, teacher, "many", "8");

            assertThat(one.path("partitions").asInt()).isEqualTo(1);
            assertThat(many.path("partitions").asInt()).isEqualTo(8);
            assertThat(many.path("samples").asInt()).isEqualTo(SAMPLES);
            assertThat(many.path("digest").asText())
                    .isEqualTo(one.path("digest").asText())
                    .hasSize(64);
        }
    }

    private static JsonNode sealed(LocalKafka kafka, Path data, Path teacher, String set, String partitions) {
        run(
                kafka,
                "load --set " + set + " --task cola --data " + data + " --limit " + SAMPLES + " --partitions "
                        + partitions);
        run(
                kafka,
                "produce --set " + set + " --teacher " + teacher
                        + " --depth 2:3 --values float32 --width 0.5:magnitude");
        return run(kafka, "seal --set " + set);
    }

    private static JsonNode run(LocalKafka kafka, String line) {
        Object[] words = (line + " --json").split(" ", -1);
        return HskRun.of(kafka.options(), words).json();
    }
}
