package dev.hskstream.model.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private final Path directory;
    private final Path file;

    SafetensorsTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("model.safetensors");
    }

    @Test
    void readsEveryFloatingPointTypeAsFloat32() throws IOException {
        ByteBuffer data = data(20).putFloat(1.5f)
                .putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x3f80)
                .putShort((short) 0x4000)
                .putDouble(0.1);
        write(
                """
                {"__metadata__":{"format":"pt"},
                 "f32":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
                 "f16":{"dtype":"F16","shape":[2],"data_offsets":[4,8]},
                 "bf16":{"dtype":"BF16","shape":[2,1],"data_offsets":[8,12]},
                 "f64":{"dtype":"F64","shape":[],"data_offsets":[12,20]}}""",
                data);

        Safetensors read = SafetensorsReader.read(file);

        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(read.tensors())
                .containsExactly(
                        Map.entry("f32", HostTensor.of(new long[] {1}, 1.5f)),
                        Map.entry("f16", HostTensor.of(new long[] {2}, 1f, -2f)),
                        Map.entry("bf16", HostTensor.of(new long[] {2, 1}, 1f, 2f)),
                        Map.entry("f64", HostTensor.of(new long[0], 0.1f)));
    }

    @Test
    void ordersTensorsByTheirBytesAndNotByTheHeader() throws IOException {
        write(
                """
                {"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
                data(8).putFloat(1f).putFloat(2f));

        assertThat(SafetensorsReader.read(file).tensors().keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embeddings.position_ids",
                "embeddings.token_type_ids",
                "norm.num_batches_tracked",
                "encoder.rel_pos_index"
            })
    void leavesOutIntegersThatAreBuffers(String name) throws IOException {
        write("{\"" + name + "\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", data(8));

        assertThat(SafetensorsReader.read(file).tensors()).isEmpty();
        assertThat(SafetensorsReader.read(file).buffers()).containsExactly(name);
    }

    @Test
    void refusesWeightsOfIntegers() throws IOException {
        write("""
                {"weight":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", data(8));
        assertRefused("tensor weight is of type I64; weights must be F32, F16, BF16 or F64");
        write("""
                {"a.query.weight":{"dtype":"I8","shape":[8],"data_offsets":[0,8]}}""", data(8));
        assertRefused("tensor a.query.weight is of type I8; weights must be F32, F16, BF16 or F64");
    }

    @Test
    void namesWhatIsNoSafetensorsFileAsWhatItIs() throws IOException {
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:09\nsize 440449768\n");
        assertRefused("it is a Git LFS pointer, which stands for the file of 440449768 bytes");
        Files.writeString(file, "<!DOCTYPE html><html>");
        assertRefused("it is an HTML page");
        Files.writeString(file, "{\"error\":\"Repository not found\"}");
        assertRefused("it is a server's error message, \"Repository not found\"");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
        assertRefused("it is a zip archive");
        Files.write(file, new byte[10_000]);
        assertRefused("it is nothing but zero bytes");
        Files.write(file, new byte[0]);
        assertRefused("it is empty (0 bytes)");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("it is a directory, not a file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,4],[0,4]|tensor b overlaps the tensor before it: it begins at byte 0 instead of 4",
                "[0,4],[2,6]|tensor b overlaps the tensor before it: it begins at byte 2 instead of 4",
                "[0,4],[5,9]|tensor b leaves a hole before it: it begins at byte 5 instead of 4",
                "[0,4],[4,12]|tensor b F32[1] needs 4 bytes, its data_offsets are [4, 12]",
                "[0,4],[8,4]|tensor b F32[1] needs 4 bytes, its data_offsets are [8, 4]",
                "[0,4],[-4,0]|tensor b F32[1] needs 4 bytes, its data_offsets are [-4, 0]",
                "[0,4],[4]|tensor b has no pair of data_offsets",
                "[0,4],[4,8.5]|tensor b has no list of integers \"data_offsets\""
            })
    void refusesTensorsThatDoNotCoverTheDataOnce(String offsets, String reason) throws IOException {
        String[] each = offsets.split("(?<=]),", -1);
        write(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + each[0]
                        + "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + each[1] + "}}",
                data(8));

        assertRefused(reason);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        byte[] whole = bytes("""
                {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", data(8));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsReader.read(file))
                    .as("cut at %d", length)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(file + ": no valid safetensors file: ");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused("the file is truncated: the header describes 8 bytes of data, there are 7");
    }

    @Test
    void refusesBytesAfterTheLastTensor() throws IOException {
        write("""
                {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", data(5));

        assertRefused("there are bytes after the last tensor: the header describes 4 bytes of data, there are 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":|the header is malformed",
                "[]|the header is no JSON object",
                "{} {}|the header is malformed",
                "{\"a\":{},\"a\":{}}|Duplicate field 'a'",
                "{\"a\":{\"dtype\":\"F8\",\"shape\":[],\"data_offsets\":[0,1]}}|tensor a has the unknown dtype \"F8\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|tensor a has an impossible shape [-1]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}|an impossible shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"x\",\"data_offsets\":[0,4]}}|tensor a has no list of integers \"shape\""
            })
    void refusesAMalformedHeader(String header, String reason) throws IOException {
        write(header, data(0));

        assertRefused(reason);
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(1L << 62)
                        .array());

        assertRefused("a header of 4611686018427387904 bytes in a file of 16");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> SafetensorsReader.read(directory.resolve("absent")))
                .isInstanceOf(UserException.class)
                .hasMessage(directory.resolve("absent") + ": there is no such file");
    }

    /** Checksums of saved models depend on these bytes. */
    @Test
    void writesTheSameBytesEachTime() throws IOException {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("w", HostTensor.of(new long[] {1, 2}, 1f, -2f));
        tensors.put("b", HostTensor.of(new long[] {1}, 0.5f));

        SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));

        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        assertThat(Files.readAllBytes(file))
                .isEqualTo(bytes(padded, data(12).putFloat(1f).putFloat(-2f).putFloat(0.5f)));
        assertThat(SafetensorsReader.read(file)).isEqualTo(new Safetensors(tensors, Map.of("format", "pt")));
    }

    @Test
    void replacesAFileInOneStepAndLeavesNothingBeside() throws IOException {
        Files.writeString(file, "old");

        SafetensorsWriter.write(file, Map.of("a", HostTensor.of(new long[] {1}, 1f)), Map.of());

        assertThat(SafetensorsReader.read(file).tensors()).containsOnlyKeys("a");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> SafetensorsReader.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": no valid safetensors file: ")
                .hasMessageContaining(reason);
    }

    private static ByteBuffer data(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(String header, ByteBuffer data) throws IOException {
        Files.write(file, bytes(header, data));
    }

    private static byte[] bytes(String header, ByteBuffer data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.rewind())
                .array();
    }
}
