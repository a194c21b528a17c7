package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.layout.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings are stopped with SIGTERM, as a container runtime does it, and restarted with the same command line. */
@Timeout(600)
class TrainerStopsIT {
    private static final int SAMPLES = 240;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** The exit code of a process ended by SIGTERM: 128 plus the signal's number. */
    private static final int TERMINATED = 143;

    @Test
    void aStudentGoesOnToTheSameBits(@TempDir Path work) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), SAMPLES, 20);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            SmallSet.seal(kafka, data, teacher);

            assertThat(train(kafka, work, teacher, "calm").waitFor(PATIENCE).code())
                    .isZero();
            int kept = stop(train(kafka, work, teacher, "stopped"), work.resolve("stopped.run"));
            HskRun resumed = train(kafka, work, teacher, "stopped").waitFor(PATIENCE);

            assertThat(resumed.json().path("resumedFrom").asInt()).isEqualTo(kept);
            assertSame(work, "stopped", "calm");
            assertThat(Lags.of(
                            kafka.connection(),
                            "hsk.s.student.stopped",
                            Topics.of("s").knowledge()))
                    .allSatisfy((partition, lag) -> assertThat(lag).isZero());
        }
    }

    @Test
    void aTeacherGoesOnToTheSameBits(@TempDir Path work) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), SAMPLES, 20);
        Path base = SmallBert.write(work.resolve("base"), SmallBert.LETTERS, 5);

        assertThat(finetune(work, data, base, "calm").waitFor(PATIENCE).code()).isZero();
        int kept = stop(finetune(work, data, base, "stopped"), work.resolve("stopped.run"));
        HskRun resumed = finetune(work, data, base, "stopped").waitFor(PATIENCE);

        assertThat(resumed.json().path("resumedFrom").asInt()).isEqualTo(kept);
        assertSame(work, "stopped", "calm");
    }

    private static void assertSame(Path work, String stopped, String calm) {
        for (String file : List.of("model.safetensors", "certificate.json")) {
            assertThat(work.resolve(stopped).resolve(file))
                    .hasSameBinaryContentAs(work.resolve(calm).resolve(file));
        }
        assertThat(work.resolve(stopped + ".run")).doesNotExist();
    }

    /** Stops the training after its first checkpoint; returns the step of the newest checkpoint. */
    private static int stop(HskProcess training, Path run) throws Exception {
        try (training) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (newest(run) == 0) {
                assertThat(training.running()).as(training::err).isTrue();
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(5);
            }
            training.terminate();
            HskRun ended = training.waitFor(GRACE);
            int kept = newest(run);
            assertThat(ended.code()).as(ended.err()).isEqualTo(TERMINATED);
            assertThat(ended.err()).contains("stopped after step " + kept + " of ");
            return kept;
        }
    }

    private static int newest(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("step-\\d+\\.safetensors"))
                    .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                    .max()
                    .orElse(0);
        }
    }

    private static HskProcess train(LocalKafka kafka, Path work, Path teacher, String name) {
        List<Object> line = new ArrayList<>(List.of("train", "--set", "s", "--name", name, "--json"));
        line.addAll(List.of("--out", work.resolve(name), "--cache-dir", work.resolve("cache")));
        line.addAll(List.of("--student", "layers:2", "--init", teacher, "--hsk-epochs", 2, "--epochs", 2));
        line.addAll(List.of("--batch-size", 2, "--checkpoint-every", 50, "--evaluate-every", 25));
        line.addAll(kafka.options());
        return HskProcess.start(line);
    }

    private static HskProcess finetune(Path work, Path data, Path base, String name) {
        return HskProcess.start(List.of(
                "finetune",
                "--base",
                base,
                "--task",
                "cola",
                "--data",
                data,
                "--out",
                work.resolve(name),
                "--json",
                "--epochs",
                4,
                "--batch-size",
                2,
                "--checkpoint-every",
                50,
                "--evaluate-every",
                25));
    }
}
