package dev.hskstream.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.model.weights.HostTensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
    private static final Map<String, String> SETTINGS = Map.of("seed", "1", "data", "d");

    private final Path directory;
    private final CheckpointStore store;

    CheckpointStoreTest(@TempDir Path parent) {
        this.directory = parent.resolve("out.run");
        this.store = new CheckpointStore(directory);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(store.latest(SETTINGS)).isEmpty();
        store.delete();
        assertThat(directory).doesNotExist();
    }

    @Test
    void givesBackWhatItWasGiven() {
        Checkpoint saved = checkpoint(7);

        store.save(saved);

        assertThat(store.latest(SETTINGS)).contains(saved);
    }

    @Test
    void keepsTheLastTwo() throws IOException {
        store.save(checkpoint(2));
        store.save(checkpoint(9));
        store.save(checkpoint(10));

        assertThat(names()).containsExactly("step-000000009.safetensors", "step-000000010.safetensors");
        assertThat(store.latest(SETTINGS)).contains(checkpoint(10));
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

        assertThat(store.latest(SETTINGS)).contains(checkpoint(5));
    }

    @Test
    void refusesToStartOverSilentlyWhereAllAreBroken() throws IOException {
        store.save(checkpoint(5));
        Files.writeString(directory.resolve("step-000000005.safetensors"), "gone");

        assertThatThrownBy(() -> store.latest(SETTINGS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("--force");
    }

    @Test
    void namesTheSettingThatDiffers() {
        store.save(checkpoint(5));

        assertThatThrownBy(() -> store.latest(Map.of("seed", "2", "data", "d")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("step-000000005.safetensors")
                .hasMessageContaining("seed 1, not 2")
                .hasMessageContaining("--force");
    }

    @Test
    void ignoresWhatAWriterLeftUnfinished() throws IOException {
        store.save(checkpoint(5));
        Files.writeString(directory.resolve("step-000000006.safetensors.part"), "half");

        assertThat(store.latest(SETTINGS)).contains(checkpoint(5));
    }

    @Test
    void deletesItsDirectory() {
        store.save(checkpoint(5));

        store.delete();

        assertThat(directory).doesNotExist();
    }

    private static Checkpoint checkpoint(long step) {
        HostTensor tensor = HostTensor.of(new long[] {2, 2}, (float) step, 1, -0f, Float.MIN_VALUE);
        return new Checkpoint(
                step,
                SETTINGS,
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
