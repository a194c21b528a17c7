package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trainer is killed at random moments of three epochs and restarted, each time with only its name and its set. The
 * moments are drawn from {@link #SEED}; {@code -Pchaos} draws 20 of them instead of 3.
 */
class TrainerKillsIT {
    private static final int KILLS = Integer.getInteger("hsk.kills", 3);
    private static final long SEED = Long.getLong("hsk.kills.seed", 11);
    private static final int SAMPLES = 240;
    private static final int STEPS = 3 * SAMPLES / 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> moments = new ArrayList<>();

    @Test
    @Timeout(900)
    void theModelAndItsCertificateAreTheUndisturbedOnes(@TempDir Path work) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), SAMPLES, 20);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            SmallSet.seal(kafka, data, teacher);

            HskRun undisturbed = start(kafka, work, "calm", options(teacher)).waitFor(PATIENCE);
            HskRun last = trainThroughKills(kafka, work, teacher);

            assertThat(undisturbed.json().path("resumedFrom").asInt()).isZero();
            assertThat(last.json().path("resumedFrom").asInt()).as(seen()).isPositive();
            for (String file : List.of("model.safetensors", "certificate.json")) {
                assertThat(work.resolve("killed").resolve(file))
                        .as(seen())
                        .hasSameBinaryContentAs(work.resolve("calm").resolve(file));
            }
            assertCertificate(work.resolve("killed"), kafka);
            assertThat(work.resolve("killed.run")).doesNotExist();
            assertThat(Lags.of(
                            kafka.connection(),
                            "hsk.s.student.killed",
                            Topics.of("s").knowledge()))
                    .isNotEmpty()
                    .allSatisfy((partition, lag) -> assertThat(lag).isZero());
        }
    }

    private HskRun trainThroughKills(LocalKafka kafka, Path work, Path teacher) throws Exception {
        Random random = new Random(SEED);
        int[] steps = IntStream.generate(() -> 1 + random.nextInt(STEPS - 20))
                .limit(KILLS)
                .sorted()
                .toArray();
        List<?> options = options(teacher);
        for (int step : steps) {
            try (HskProcess trainer = start(kafka, work, "killed", options)) {
                awaitStep(trainer, work.resolve("killed.run"), step);
                Thread.sleep(random.nextInt(100));
                trainer.kill();
                moments.add("after step " + step + ", checkpoint " + newest(work.resolve("killed.run")));
                assertThat(work.resolve("killed")).as(seen()).doesNotExist();
            }
            options = Files.exists(work.resolve("killed.run/run.json")) ? List.of() : options(teacher);
        }
        return start(kafka, work, "killed", options).waitFor(PATIENCE);
    }

    private String seen() {
        return "killed with seed " + SEED + " " + moments;
    }

    /** Waits until the trainer has written a checkpoint of this step or a later one. */
    private void awaitStep(HskProcess trainer, Path run, int step) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (newest(run) < step) {
            assertThat(trainer.running()).as(() -> seen() + trainer.err()).isTrue();
            assertThat(System.nanoTime()).as(seen()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static int newest(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("step-\\d+\\.safetensors"))
                    .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                    .max()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private void assertCertificate(Path model, LocalKafka kafka) throws IOException {
        JsonNode certificate =
                new JsonMapper().readTree(model.resolve("certificate.json").toFile());
        List<TrainingEvent> events = new ArrayList<>();
        try (TopicScan<String, TrainingEvent> scan =
                new TopicScan<>(kafka.connection(), Topics.TRAINING_EVENTS, null, new StringDeserializer())) {
            scan.read(scan.ranges(), event -> events.add(event.value()));
        }
        TrainingEvent last = events.get(events.size() - 1);
        assertThat(last.getState()).isEqualTo("FINISHED");
        assertThat(last.getEpochs()).hasSize(3);
        assertThat(certificate.path("exactlyOnce").asBoolean()).isTrue();
        assertThat(certificate.path("epochs")).hasSize(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            JsonNode proven = certificate.path("epochs").get(epoch);
            assertThat(proven.path("samples").asInt()).isEqualTo(SAMPLES);
            assertThat(proven.path("order").asText())
                    .isEqualTo(last.getEpochs().get(epoch).getOrder());
        }
    }

    private static HskProcess start(LocalKafka kafka, Path work, String name, List<?> options) {
        List<Object> line = new ArrayList<>(List.of("train", "--set", "s", "--name", name, "--json"));
        line.addAll(List.of("--out", work.resolve(name), "--cache-dir", work.resolve("cache")));
        line.addAll(options);
        line.addAll(kafka.options());
        return HskProcess.start(line);
    }

    /** Returns the options of two epochs on hidden states and one on predictions. */
    private static List<?> options(Path teacher) {
        return List.of(
                "--student",
                "layers:2",
                "--init",
                teacher,
                "--hsk-epochs",
                2,
                "--epochs",
                1,
                "--batch-size",
                2,
                "--checkpoint-every",
                3,
                "--evaluate-every",
                25);
    }
}
