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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
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

    /**
     * If a digest differs, the message names the option or file that it was computed from. If the checkpoint does not
     * record that, the message names the digests.
     */
    @Test
    void namesTheOptionOrFileThatADigestDiffersBy() {
        Checkpoint<HostTensor> like = checkpoint(5);
        store.save(new Checkpoint<>(
                5, from("d1", "models/a", "aa", "40").all(), like.weights(), like.moments(), like.best(), "{}"));

        assertThatThrownBy(() -> store.latest(from("d2", "models/b", "bb", "40"), true))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(
                        "was trained with --base models/a, not models/b and weights of --base aa, not bb;");
        assertThatThrownBy(() -> store.latest(from("d2", "models/a", "bb", "40"), true))
                .hasMessageContaining("was trained with weights of --base aa, not bb;");
        assertThatThrownBy(() -> store.latest(from("d2", "models/a", "aa", "20"), true))
                .hasMessageContaining("was trained with --limit 40, not 20;");
        assertThatThrownBy(() -> store.latest(from("d2", "models/a", "aa", "40"), true))
                .hasMessageContaining("was trained with data d1, not d2;");
        assertThat(store.latest(from("d1", "elsewhere/a", "aa", "40"), false)).isPresent();
    }

    private static RunSettings from(String digest, String base, String weights, String limit) {
        Map<String, String> origins = new LinkedHashMap<>();
        origins.put("--limit", limit);
        origins.put("--base", base);
        origins.put("weights of --base", weights);
        return new RunSettings(Map.of("data", digest), Map.of(), Map.of("data", origins));
    }

    @Test
    void knowsASettingByTheNameThatAnEarlierVersionGaveIt() {
        RunSettings now = new RunSettings(Map.of("data", "d"), Map.of("--max-grad-norm", "1.0"));

        assertThat(now.changesSince(Map.of("data", "d", "--clip", "1.0"), "x", false))
                .isEmpty();
        assertThat(now.changesSince(Map.of("data", "d", "--clip", "2.0"), "x", true))
                .containsExactly("--max-grad-norm 2.0 -> 1.0");
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

    @ParameterizedTest
    @ValueSource(strings = {"weights", "moments", "best"})
    void keepsNothingThatIsNotFinite(String where) throws IOException {
        store.save(checkpoint(5));

        assertThatThrownBy(() -> store.save(damaged(6, where)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(where + "/a.weight")
                .hasMessageEndingWith(" is NaN at index 2");

        assertThat(names()).containsExactly("step-000000005.safetensors");
    }

    /**
     * Earlier versions could write such a checkpoint, because they did not check for finite values: it is complete and
     * has the right checksum.
     */
    @ParameterizedTest
    @ValueSource(strings = {"weights", "moments", "best"})
    void goesBackToTheOneBeforeOneThatIsNotFinite(String where) {
        List<String> notices = new ArrayList<>();
        store.save(checkpoint(5));
        Checkpoint<HostTensor> damaged = damaged(6, where);
        CRC32C checksum = new CRC32C();
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        damaged.weights().forEach((name, tensor) -> tensors.put("weights/" + name, tensor));
        damaged.moments().forEach((name, tensor) -> tensors.put("moments/" + name, tensor));
        damaged.best().forEach((name, tensor) -> tensors.put("best/" + name, tensor));
        tensors.values().forEach(tensor -> checksum.update(tensor.data()));
        SafetensorsWriter.write(
                directory.resolve("step-000000006.safetensors"),
                tensors,
                Map.of(
                        "format",
                        "hsk-checkpoint-2",
                        "step",
                        "6",
                        "settings",
                        "{\"data\":\"d\",\"rate\":\"1e-4\"}",
                        "crc32c",
                        Long.toHexString(checksum.getValue()),
                        "progress",
                        "{}"));

        Optional<CheckpointStore.Resumption> found =
                new CheckpointStore(directory, 2, notices::add).latest(SETTINGS, false);

        assertThat(found.map(CheckpointStore.Resumption::checkpoint)).contains(checkpoint(5));
        assertThat(notices).singleElement().asString().contains("step-000000006", "is NaN at index 2");
    }

    /** Whichever of the earlier checkpoints is broken, two complete ones remain after the next is written. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7})
    void aBrokenOneDoesNotCountAsKept(int broken) throws IOException {
        CheckpointStore three = new CheckpointStore(directory, 3);
        for (int step = 5; step <= 7; step++) {
            three.save(checkpoint(step));
        }
        Path file = directory.resolve("step-00000000" + broken + ".safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);

        new CheckpointStore(directory, 2).save(checkpoint(8));

        assertThat(names())
                .containsExactly(
                        "step-00000000" + (broken == 7 ? 6 : 7) + ".safetensors", "step-000000008.safetensors");
    }

    /** Formatting a number in these locales may use other digits, such as Persian or Arabic ones. */
    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
    void findsItsCheckpointsUnderEveryLocale(String locale) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            store.save(checkpoint(5));
            store.save(checkpoint(12));

            assertThat(latest()).contains(checkpoint(12));
            assertThat(names()).containsExactly("step-000000005.safetensors", "step-000000012.safetensors");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void aLockThatAnotherTrainingHasStays() throws IOException {
        store.save(checkpoint(5));
        try (OwnerLock other = new CheckpointStore(directory, 1).lock()) {
            store.delete();

            assertThat(names()).containsExactly("lock");
            assertThatThrownBy(() -> new CheckpointStore(directory, 1).lock()).isInstanceOf(UserException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void deletesItsDirectoryWithItsOwnLock() {
        try (OwnerLock own = store.lock()) {
            store.save(checkpoint(5));

            store.delete();

            assertThat(directory).doesNotExist();
        }
    }

    private static Checkpoint<HostTensor> damaged(long step, String where) {
        HostTensor nan = HostTensor.of(new long[] {2, 2}, (float) step, 1, Float.NaN, 0);
        Checkpoint<HostTensor> whole = checkpoint(step);
        return new Checkpoint<>(
                step,
                SETTINGS.all(),
                where.equals("weights") ? Map.of("a.weight", nan) : whole.weights(),
                where.equals("moments") ? Map.of("a.weight.first", nan) : whole.moments(),
                where.equals("best") ? Map.of("a.weight", nan) : whole.best(),
                "{}");
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
