package dev.hskstream.model.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFilesTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    private final Path directory;

    WeightFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsTheShardsThatAnIndexNames() throws IOException {
        shard(FIRST, Map.of("a", tensor(1)));
        shard(SECOND, Map.of("b", tensor(2)));
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");

        assertThat(WeightFiles.read(directory)).containsOnly(Map.entry("a", tensor(1)), Map.entry("b", tensor(2)));
    }

    @Test
    void ofATensorInTwoShardsTheOneThatTheIndexNamesCounts() throws IOException {
        shard(FIRST, Map.of("a", tensor(1)));
        shard(SECOND, Map.of("a", tensor(9), "b", tensor(2)));
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");

        assertThat(WeightFiles.read(directory)).containsEntry("a", tensor(1));
    }

    @Test
    void namesAShardThatIsMissing() throws IOException {
        shard(FIRST, Map.of("a", tensor(1)));
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");

        assertRefused("names the shard " + SECOND + ", which is missing; get it too");
    }

    @Test
    void namesATensorThatIsNotWhereTheIndexSays() throws IOException {
        shard(FIRST, Map.of("a", tensor(1)));
        shard(SECOND, Map.of("c", tensor(2)));
        index("\"a\":\"" + FIRST + "\",\"b\":\"" + SECOND + "\"");

        assertRefused("names b in " + SECOND + ", which has no such tensor");
    }

    @ParameterizedTest
    @CsvSource({"../model.safetensors", "/etc/passwd", "sub/model.safetensors", ".."})
    void refusesAnIndexThatLeadsElsewhere(String name) throws IOException {
        index("\"a\":\"" + name + "\"");

        assertRefused("\"" + name + "\" is no name of a shard in the same directory");
    }

    @Test
    void refusesAnIndexWithoutAMap() throws IOException {
        index("");

        assertRefused("has no weight_map");
    }

    @Test
    void oneFileGoesBeforeShardsAsInTransformers() throws IOException {
        shard("model.safetensors", Map.of("a", tensor(5)));
        index("\"a\":\"missing.safetensors\"");

        assertThat(WeightFiles.read(directory)).containsOnly(Map.entry("a", tensor(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.onnx|it has model.onnx: import it first, with hsk import --from",
                "onnx/model_quantized.onnx|it has onnx/model_quantized.onnx: import it first",
                "tf_model.h5|it has tf_model.h5, which is of TensorFlow or Flax",
                "flax_model.msgpack|it has flax_model.msgpack",
                "model.ckpt.index|it has model.ckpt.index, which is of TensorFlow",
                "adapter_model.safetensors|it has adapter_model.safetensors, an adapter without its model",
                "model-00002-of-00003.safetensors|it has the shard model-00002-of-00003.safetensors without the index",
                "model.fp16.safetensors|it has model.fp16.safetensors: if those are the weights",
                "README.md|it has neither model.safetensors nor pytorch_model.bin"
            })
    void whereWeightsAreMissingItSaysWhatIsThereInstead(String file, String reason) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");

        assertRefused(reason);
    }

    /** Otherwise the other file would be read in its place, which may be an older one. */
    @Test
    void refusesALinkToNothingBesideOtherWeights() throws IOException {
        Files.createSymbolicLink(directory.resolve("model.safetensors"), Path.of("blobs", "a1"));
        Files.writeString(directory.resolve("pytorch_model.bin"), "x");

        assertRefused("model.safetensors: is a link to blobs/a1, which does not exist");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> WeightFiles.read(directory))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory.toString())
                .hasMessageContaining(reason);
    }

    private void shard(String name, Map<String, HostTensor> tensors) {
        SafetensorsWriter.write(directory.resolve(name), tensors, Map.of());
    }

    private void index(String map) throws IOException {
        Files.writeString(
                directory.resolve("model.safetensors.index.json"), "{\"metadata\":{},\"weight_map\":{" + map + "}}");
    }

    private static HostTensor tensor(float value) {
        return HostTensor.of(new long[] {1}, value);
    }
}
