package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.file.OwnerLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training is killed in its second epoch; the tests resume copies of it in all possible ways. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class ResumeIT {
    private final Path work;
    private final Path teacher;
    private final LocalKafka kafka;

    ResumeIT(@TempDir Path work) throws IOException {
        this.work = work;
        this.teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        this.kafka = LocalKafka.start(work.resolve("kafka"));
    }

    @BeforeAll
    void killOne() throws Exception {
        Path data = SmallCola.write(work.resolve("data"), 80, 10);
        run("load", "--set", "s", "--task", "cola", "--data", data, "--json").json();
        run("produce", "--set", "s", "--teacher", teacher, "--depth", "2:3", "--json")
                .json();
        run("seal", "--set", "s", "--json").json();
        train("calm", "--student", "layers:2", "--init", teacher, settings()).json();
        List<Object> line = line("killed", "--student", "layers:2", "--init", teacher, settings());
        line.addAll(kafka.options());
        try (HskProcess trainer = HskProcess.start(line)) {
            while (!Files.exists(work.resolve("killed.run/step-000000060.safetensors"))) {
                assertThat(trainer.running()).as(trainer::err).isTrue();
                Thread.onSpinWait();
            }
            trainer.kill();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void goesOnKnowingItsOptions() throws IOException {
        HskRun resumed = train(copy("same"));

        assertThat(resumed.json().path("resumedFrom").asInt()).isGreaterThanOrEqualTo(60);
        assertThat(resumed.err()).contains("goes on from the checkpoint at step ");
        assertUndisturbed("same");
    }

    @Test
    void goesBackToTheCheckpointBeforeATruncatedOneAndSaysSo() throws IOException {
        Path newest = newest(copy("truncated"));
        try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        HskRun resumed = train("truncated");

        assertThat(resumed.err()).contains(newest + " cannot be used, going back to the checkpoint before it");
        assertThat(resumed.json().path("resumedFrom").asInt()).isPositive();
        assertUndisturbed("truncated");
    }

    @Test
    void refusesAChangedSettingUnlessForced() throws IOException {
        String name = copy("changed");
        List<String> before = files(name);

        HskRun refused = train(name, "--learning-rate", "0.002");
        assertThat(reason(refused))
                .startsWith("hsk train: " + newest(name)
                        + ": was trained with learning rate of stage hsk 1.0E-4, not 0.002")
                .contains("--force");
        assertThat(files(name)).isEqualTo(before);

        HskRun forced = train(name, "--learning-rate", "0.002", "--force");
        assertThat(forced.json().path("resumedFrom").asInt()).isPositive();
        assertThat(certificate(name).path("changes").toString())
                .contains("from step ", "learning rate of stage predictions 1.0E-4 -> 0.002");
        assertThat(certificate(name).path("epochs")).hasSize(2);
    }

    @Test
    void neverGoesOnInAnotherOrder() throws IOException {
        String name = copy("order");

        assertThat(reason(train(name, "--seed", "2", "--force")))
                .contains("was trained with --seed 1, not 2", "--restart");
        assertThat(reason(train(name, "--batch-size", "4", "--force"))).contains("--batch-size 2, not 4");
        assertThat(reason(train(name, "--epochs", "5", "--force")))
                .contains("epochs hsk 1, predictions 1, not hsk 5, predictions 5");
    }

    @Test
    void aFullDiskKeepsTheCheckpointsThatAreThere(@TempDir Path directory) throws IOException {
        try (SmallDisk disk = SmallDisk.mount(directory, 16)) {
            Path out = disk.path().resolve("full");
            copy(disk.path().resolve("full.run"));
            Path newest = newest(disk.path().resolve("full.run"));
            int kept = Integer.parseInt(newest.getFileName().toString().replaceAll("\\D", ""));
            disk.fill("filler", newest.toFile().length() / 2);

            HskRun full = train("full", "--out", out);
            assertThat(reason(full))
                    .startsWith(
                            "hsk train: step 65 cannot be kept: " + disk.path().resolve("full.run/step-000000065"))
                    .contains(
                            "No space left on device",
                            "free space in " + disk.path().resolve("full.run"));
            assertThat(newest(disk.path().resolve("full.run"))).isEqualTo(newest);

            disk.resize(32);
            assertThat(train("full", "--out", out).json().path("resumedFrom").asInt())
                    .isEqualTo(kept);
            assertThat(out.resolve("model.safetensors")).hasSameBinaryContentAs(work.resolve("calm/model.safetensors"));
        }
    }

    @Test
    void startsAnewWhenTold() throws IOException {
        String name = copy("anew");

        HskRun anew = train(name, "--restart", "--student", "layers:2", "--init", teacher, settings());

        assertThat(anew.json().path("resumedFrom").asInt()).isZero();
        assertUndisturbed(name);
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void leavesARunAloneThatAnotherProcessHas() throws IOException {
        String name = copy("busy");
        try (OwnerLock held = OwnerLock.take(work.resolve("busy.run/lock"), "")) {
            assertThat(reason(train(name)))
                    .isEqualTo("hsk train: " + work.resolve("busy.run")
                            + " belongs to a training that is running; wait for it, or name another --out");
        }
    }

    @Test
    void needsAStudentWhereThereIsNoRun() {
        HskRun refused = train("nobody");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--student", "there is no run " + work.resolve("nobody.run") + " to go on with");
    }

    private void assertUndisturbed(String name) {
        for (String file : List.of("model.safetensors", "certificate.json")) {
            assertThat(work.resolve(name).resolve(file))
                    .hasSameBinaryContentAs(work.resolve("calm").resolve(file));
        }
        assertThat(work.resolve(name + ".run")).doesNotExist();
    }

    private static List<Object> settings() {
        return List.of("--epochs", 1, "--batch-size", 2, "--checkpoint-every", 5);
    }

    /** Copies the killed run and returns the copy's name. */
    private String copy(String name) throws IOException {
        copy(work.resolve(name + ".run"));
        return name;
    }

    private void copy(Path target) throws IOException {
        Path run = Files.createDirectory(target);
        try (Stream<Path> files = Files.list(work.resolve("killed.run"))) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(file.getFileName()));
            }
        }
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve(name + ".run"))) {
            return files.map(file -> file + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    private Path newest(String name) throws IOException {
        return newest(work.resolve(name + ".run"));
    }

    private static Path newest(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Returns the last line of standard error. The mapping of layers is printed before it. */
    private static String reason(HskRun refused) {
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        return refused.err().lines().reduce((first, second) -> second).orElse("");
    }

    private JsonNode certificate(String name) throws IOException {
        return new JsonMapper()
                .readTree(work.resolve(name).resolve("certificate.json").toFile());
    }

    private HskRun train(String name, Object... options) {
        return run(line(name, options).toArray());
    }

    private List<Object> line(String name, Object... options) {
        List<Object> line = new ArrayList<>(List.of("train", "--set", "s", "--name", name, "--json"));
        line.addAll(List.of("--cache-dir", work.resolve("cache")));
        if (!List.of(options).contains("--out")) {
            line.addAll(List.of("--out", work.resolve(name)));
        }
        for (Object option : options) {
            if (option instanceof List<?> several) {
                line.addAll(several);
            } else {
                line.add(Objects.requireNonNull(option));
            }
        }
        return line;
    }

    private HskRun run(Object... line) {
        return HskRun.of(kafka.options(), line);
    }
}
