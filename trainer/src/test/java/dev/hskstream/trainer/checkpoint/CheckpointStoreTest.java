package dev.hskstream.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
    private static final RunSettings SETTINGS = settings("d", "1e-4");

    private final Path directory;
    private final CheckpointStore store;

    CheckpointStoreTest(@TempDir Path parent) {
        this.directory = parent.resolve("out.run");
        this.store = new CheckpointStore(directory, 2);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(latest()).isEmpty();
        store.delete();
        assertThat(directory).doesNotExist();
    }

    @Test
    void givesBackWhatItWasGiven() {
        Checkpoint<HostTensor> saved = checkpoint(7);

        store.save(saved);

        assertThat(latest()).contains(saved);
    }

    @Test
    void keepsTheLastTwo() throws IOException {
        store.save(checkpoint(2));
        store.save(checkpoint(9));
        store.save(checkpoint(10));

        assertThat(names()).containsExactly("step-000000009.safetensors", "step-000000010.safetensors");
        assertThat(latest()).contains(checkpoint(10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 0.99})
    void goesBackToTheOneBeforeABrokenOne(double left) throws IOException {
        store.save(checkpoint(5));
        store.save(checkpoint(6));
        Path newest = directory.resolve("step-000000006.safetensors");
        try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            file.truncate((long) (left * file.size()));
        }

        assertThat(latest()).contains(checkpoint(5));
    }

    @Test
    void refusesToStartOverSilentlyWhereAllAreBroken() throws IOException {
        store.save(checkpoint(5));
        Files.writeString(directory.resolve("step-000000005.safetensors"), "gone");

        assertThatThrownBy(() -> latest())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("--restart");
    }

    @Test
    void keepsAsManyAsItIsTold() throws IOException {
        CheckpointStore three = new CheckpointStore(directory, 3);
        for (int step = 1; step <= 5; step++) {
            three.save(checkpoint(step));
        }

        assertThat(names())
                .containsExactly(
                        "step-000000003.safetensors", "step-000000004.safetensors", "step-000000005.safetensors");
        assertThatThrownBy(() -> new CheckpointStore(directory, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--keep-checkpoints");
    }

    @Test
    void goesBackToTheOneBeforeOneWithAFlippedBit() throws IOException {
        store.save(checkpoint(5));
        Path newest = store.save(checkpoint(6));
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 3] ^= 1;
        Files.write(newest, bytes);

        assertThat(latest()).contains(checkpoint(5));
    }

    @Test
    void goesBackToTheOneBeforeAForeignOne() {
        store.save(checkpoint(5));
        SafetensorsWriter.write(
                directory.resolve("step-000000006.safetensors"),
                Map.of("weights/a.weight", HostTensor.of(new long[] {1}, 1)),
                Map.of("format", "pt"));

        assertThat(latest()).contains(checkpoint(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverGoesOnWithOtherData(boolean force) {
        store.save(checkpoint(5));

        assertThatThrownBy(() -> store.latest(settings("e", "1e-4"), force))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("step-000000005.safetensors")
                .hasMessageContaining("data d, not e")
                .hasMessageContaining("--restart");
    }

    @Test
    void goesOnWithAnotherRateOnlyWhenForced() {
        store.save(checkpoint(5));

        assertThatThrownBy(() -> store.latest(settings("d", "2e-4"), false))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("rate 1e-4, not 2e-4")
                .hasMessageContaining("--force");
        assertThat(store.latest(settings("d", "2e-4"), true))
                .contains(new CheckpointStore.Resumption(checkpoint(5), List.of("rate 1e-4 -> 2e-4")));
    }

    @Test
    void ignoresWhatAWriterLeftUnfinished() throws IOException {
        store.save(checkpoint(5));
        Files.writeString(directory.resolve("step-000000006.safetensors.part"), "half");

        assertThat(latest()).contains(checkpoint(5));
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void clearsAllButItsLock() throws IOException {
        try (OwnerLock held = store.lock()) {
            store.save(checkpoint(5));
            Files.writeString(directory.resolve("run.json"), "{}");

            store.clear();

            assertThat(names()).containsExactly("lock");
            assertThatThrownBy(() -> new CheckpointStore(directory, 1).lock())
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void deletesItsDirectory() {
        store.save(checkpoint(5));

        store.delete();

        assertThat(directory).doesNotExist();
    }

    private static RunSettings settings(String data, String rate) {
        return new RunSettings(Map.of("data", data), Map.of("rate", rate));
    }

    private Optional<Checkpoint<HostTensor>> latest() {
        return store.latest(SETTINGS, false).map(CheckpointStore.Resumption::checkpoint);
    }

    private static Checkpoint<HostTensor> checkpoint(long step) {
        HostTensor tensor = HostTensor.of(new long[] {2, 2}, (float) step, 1, -0f, Float.MIN_VALUE);
        return new Checkpoint<>(
                step,
                SETTINGS.all(),
                Map.of("a.weight", tensor),
                Map.of("a.weight.first", tensor),
                Map.of("a.weight", tensor),
                "{}");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
