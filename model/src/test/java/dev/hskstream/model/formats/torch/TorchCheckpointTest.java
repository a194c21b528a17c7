package dev.hskstream.model.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TinyModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCheckpointTest {
    private final Path directory;
    private final Path file;

    TorchCheckpointTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("pytorch_model.bin");
    }

    @Test
    void readsTensorsOfEveryFloatingPointType() {
        new TorchArchive()
                .storage("0", floats(1f, 2f, 3f, 4f))
                .tensor("float", "FloatStorage", "0", 4, 0, dims(2, 2), dims(2, 1))
                .storage("1", shorts(0x3c00, 0xc000))
                .tensor("half", "HalfStorage", "1", 2, 0, dims(2), dims(1))
                .storage("2", shorts(0x3f80, 0x4000))
                .tensor("bfloat", "BFloat16Storage", "2", 2, 0, dims(2), dims(1))
                .storage("3", bytes(8).putDouble(0.1).array())
                .tensor("double", "DoubleStorage", "3", 1, 0, dims(), dims())
                .write(file);

        assertThat(TorchCheckpoint.read(file))
                .containsOnly(
                        Map.entry("float", HostTensor.of(new long[] {2, 2}, 1f, 2f, 3f, 4f)),
                        Map.entry("half", HostTensor.of(new long[] {2}, 1f, -2f)),
                        Map.entry("bfloat", HostTensor.of(new long[] {2}, 1f, 2f)),
                        Map.entry("double", HostTensor.of(new long[0], 0.1f)));
    }

    @Test
    void readsViewsOfASharedStorage() {
        new TorchArchive()
                .storage("0", floats(1f, 2f, 3f, 4f, 5f, 6f))
                .tensor("tail", "FloatStorage", "0", 6, 4, dims(2), dims(1))
                .tensor("transposed", "FloatStorage", "0", 6, 0, dims(3, 2), dims(1, 3))
                .tensor("repeated", "FloatStorage", "0", 6, 1, dims(3), dims(0))
                .write(file);

        assertThat(TorchCheckpoint.read(file))
                .containsOnly(
                        Map.entry("tail", HostTensor.of(new long[] {2}, 5f, 6f)),
                        Map.entry("transposed", HostTensor.of(new long[] {3, 2}, 1f, 4f, 2f, 5f, 3f, 6f)),
                        Map.entry("repeated", HostTensor.of(new long[] {3}, 2f, 2f, 2f)));
    }

    /** {@code torch.save} of {@code x.conj().imag} writes {@code {'neg': True}} as the seventh argument. */
    @Test
    void refusesATensorWhoseNumbersAreToBeNegated() {
        new TorchArchive()
                .storage("0", floats(1f))
                .tensorWith("a", "FloatStorage", "0", "neg")
                .write(file);

        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("stored conjugated or negated");
    }

    @Test
    void leavesOutIntegers() {
        new TorchArchive()
                .storage("0", bytes(16).array())
                .tensor("embeddings.position_ids", "LongStorage", "0", 2, 0, dims(1, 2), dims(2, 1))
                .write(file);

        assertThat(TorchCheckpoint.read(file)).isEmpty();
    }

    @Test
    void opensAsAModelDirectory() throws IOException {
        PretrainedModel model = TinyModel.of(TinyModel.config(), true);
        model.save(directory.resolve("model"));
        TorchArchive archive = new TorchArchive();
        model.weights().forEach((name, tensor) -> {
            byte[] bytes = new byte[tensor.data().remaining()];
            tensor.data().get(bytes);
            int[] shape =
                    Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
            int[] stride = shape.length == 1 ? dims(1) : dims(shape[1], 1);
            archive.storage(name, bytes)
                    .tensor("bert." + name, "FloatStorage", name, bytes.length / 4, 0, shape, stride);
        });
        archive.write(directory.resolve("model/pytorch_model.bin"));
        Files.delete(directory.resolve("model/model.safetensors"));

        assertThat(PretrainedModel.load(directory.resolve("model"))).isEqualTo(model);
    }

    /** A malicious checkpoint makes unpickling call any function with any argument. */
    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "__builtin__, exec",
        "subprocess, Popen",
        "java.lang.Runtime, exec",
        "torch, load",
        "torch.storage, _load_from_bytes",
        "numpy.core.multiarray, _reconstruct",
        "collections, defaultdict",
        "datetime, datetime"
    })
    void refusesToCallAnythingElseByName(String module, String name) {
        new TorchArchive()
                .text("weight")
                .global(module, name)
                .mark()
                .text("touch " + directory.resolve("owned"))
                .tuple()
                .reduce()
                .write(file);

        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": the checkpoint's pickle asks for " + module + "." + name
                        + ", which is no tensor; refused, save the weights as model.safetensors");
        assertThat(directory.resolve("owned")).doesNotExist();
    }

    @Test
    void refusesTheOtherWaysToNameAFunction() {
        new TorchArchive().text("os").text("system").bytes(0x93).writeRaw(file);
        assertRefused("asks for os.system, which is no tensor");

        new TorchArchive().mark().text("ls").ascii("ios\nsystem\n").writeRaw(file);
        assertRefused("builds an object by opcode 105, which tensors do not need; refused");

        new TorchArchive()
                .global("torch", "FloatStorage")
                .emptyTuple()
                .bytes(0x81)
                .writeRaw(file);
        assertRefused("builds an object by opcode 129, which tensors do not need; refused");

        new TorchArchive()
                .text("x")
                .global("torch", "FloatStorage")
                .emptyTuple()
                .reduce()
                .write(file);
        assertRefused("torch.FloatStorage is called");
    }

    @Test
    void refusesToSetTheStateOfAnObject() {
        new TorchArchive().global("torch", "FloatStorage").ascii("}b").writeRaw(file);

        assertRefused("sets the state of an object that is no dictionary; refused");
    }

    @Test
    void refusesWhatIsNoTensor() {
        new TorchArchive().text("epoch").number(3).write(file);

        assertRefused("the checkpoint's \"epoch\" is no tensor");
    }

    @Test
    void refusesATensorBeyondItsStorage() {
        new TorchArchive()
                .storage("0", floats(1f, 2f))
                .tensor("w", "FloatStorage", "0", 2, 1, dims(2), dims(1))
                .write(file);

        assertRefused("a tensor of shape [2] reaches beyond its storage");
    }

    @Test
    void refusesAStorageOfAnotherSize() {
        new TorchArchive()
                .storage("0", floats(1f, 2f))
                .tensor("w", "FloatStorage", "0", 3, 0, dims(3), dims(1))
                .write(file);

        assertRefused("storage 0 holds 2 numbers of FLOAT32 instead of 3 of FLOAT32");
    }

    @Test
    void refusesAMissingStorage() {
        new TorchArchive()
                .tensor("w", "FloatStorage", "7", 1, 0, dims(1), dims(1))
                .write(file);

        assertRefused("the archive has no readable storage data/7");
    }

    @ParameterizedTest
    @CsvSource({"u", "s", "R", "t", "Q", "b", "Zx"})
    void refusesAMalformedPickle(String opcodes) {
        new TorchArchive().ascii("000").ascii(opcodes).writeRaw(file);

        assertRefused("the checkpoint's pickle is malformed");
    }

    @Test
    void refusesTheFormatBeforeZipArchives() throws IOException {
        // The magic number at the start of files of torch.save before version 1.6.
        Files.write(
                file,
                new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20});

        assertRefused("no zip archive; a checkpoint of PyTorch before 1.6 must be saved again");
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        new TorchArchive()
                .storage("0", floats(1f))
                .tensor("w", "FloatStorage", "0", 1, 0, dims(1), dims(1))
                .write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertRefused("no zip archive that has an end: the checkpoint is truncated; get the file again");
    }

    @Test
    void refusesWeightsOfIntegers() {
        new TorchArchive()
                .storage("0", bytes(16).array())
                .tensor("a.query.weight", "CharStorage", "0", 2, 0, dims(2), dims(1))
                .write(file);

        assertRefused("tensor a.query.weight is of type CharStorage");
    }

    @Test
    void namesWhatIsNoCheckpointAsWhatItIs() throws IOException {
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:09\nsize 440449768\n");
        assertRefused("no PyTorch checkpoint: it is a Git LFS pointer");
        Files.writeString(file, "Entry not found");
        assertRefused("it is a server's error message, \"Entry not found\"");
        Files.write(file, new byte[] {10, 0, 0, 0, 0, 0, 0, 0, '{', '"'});
        assertRefused("is a safetensors file and no PyTorch checkpoint; name it model.safetensors");
        Files.write(file, new byte[] {8, 7, 18, 7, 112, 121});
        assertRefused("no zip archive, and so no PyTorch checkpoint");
        Files.write(file, new byte[0]);
        assertRefused("it is empty (0 bytes)");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    private static int[] dims(int... dims) {
        return dims;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]).order(ByteOrder.LITTLE_ENDIAN);
    }

    @SuppressWarnings("ByteBufferBackingArray") // The buffer wraps exactly this array.
    private static byte[] floats(float... values) {
        ByteBuffer buffer = bytes(4 * values.length);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    @SuppressWarnings("ByteBufferBackingArray") // The buffer wraps exactly this array.
    private static byte[] shorts(int... values) {
        ByteBuffer buffer = bytes(2 * values.length);
        for (int value : values) {
            buffer.putShort((short) value);
        }
        return buffer.array();
    }
}
