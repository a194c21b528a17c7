package dev.hskstream.model.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.ExternalData;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports graphs that are serialised field by field, with the field numbers of onnx.proto3. */
class GraphImportTest {
    private static final int FLOAT = 1;
    private static final int INT8 = 3;

    private final Path directory;

    GraphImportTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }

    @Test
    void transposesTheWeightOfAProductAndNamesItByItsBias() throws IOException {
        OnnxGraph graph = graph(out -> {
            node(out, "MatMul", List.of("x", "onnx::MatMul_1"), "product");
            node(out, "Add", List.of("encoder.layer.0.output.dense.bias", "product"), "sum");
            tensor(out, "onnx::MatMul_1", FLOAT, List.of(2, 3), t -> floats(t, 1, 2, 3, 4, 5, 6));
            tensor(out, "encoder.layer.0.output.dense.bias", FLOAT, List.of(3), t -> floats(t, 7, 8, 9));
        });

        assertThat(GraphWeights.find(graph))
                .containsOnly(
                        Map.entry(
                                "encoder.layer.0.output.dense.weight",
                                HostTensor.of(new long[] {3, 2}, 1, 4, 2, 5, 3, 6)),
                        Map.entry("encoder.layer.0.output.dense.bias", HostTensor.of(new long[] {3}, 7, 8, 9)));
    }

    @Test
    void takesTheWeightOfATransposingGemmAsItIs() throws IOException {
        OnnxGraph graph = graph(out -> {
            message(out, 1, node -> {
                for (String input : List.of("x", "bert.pooler.dense.weight", "bert.pooler.dense.bias")) {
                    node.writeString(1, input);
                }
                node.writeString(2, "y");
                node.writeString(4, "Gemm");
                message(node, 5, attribute -> {
                    attribute.writeString(1, "transB");
                    attribute.writeInt64(3, 1);
                });
            });
            tensor(out, "bert.pooler.dense.weight", FLOAT, List.of(1, 2), t -> floats(t, 1, 2));
            tensor(out, "bert.pooler.dense.bias", FLOAT, List.of(1), t -> floats(t, 3));
        });

        assertThat(GraphWeights.find(graph))
                .containsOnly(
                        Map.entry("pooler.dense.weight", HostTensor.of(new long[] {1, 2}, 1, 2)),
                        Map.entry("pooler.dense.bias", HostTensor.of(new long[] {1}, 3)));
    }

    /** Column 0 is (q + 1) * 0.5, column 1 is q * 2. */
    @Test
    void undoesQuantisationPerColumn() throws IOException {
        OnnxGraph graph = graph(out -> {
            node(out, "Gather", List.of("embeddings.word_embeddings.weight_quantized", "ids"), "rows");
            tensor(
                    out,
                    "embeddings.word_embeddings.weight_quantized",
                    INT8,
                    List.of(2, 2),
                    t -> t.writeBytes(9, ByteString.copyFrom(new byte[] {1, -3, -1, 127})));
            tensor(out, "embeddings.word_embeddings.weight_scale", FLOAT, List.of(2), t -> floats(t, 0.5f, 2));
            tensor(out, "embeddings.word_embeddings.weight_zero_point", INT8, List.of(2), t -> packedInts(t, -1, 0));
        });

        assertThat(GraphWeights.find(graph))
                .containsOnly(Map.entry(
                        "embeddings.word_embeddings.weight", HostTensor.of(new long[] {2, 2}, 1, -6, 0, 254)));
    }

    @Test
    void refusesQuantisationThatIsNeitherPerTensorNorPerColumn() {
        assertThatThrownBy(() -> GraphWeights.find(graph(out -> {
                    node(out, "Gather", List.of("embeddings.word_embeddings.weight_quantized", "ids"), "rows");
                    tensor(
                            out,
                            "embeddings.word_embeddings.weight_quantized",
                            INT8,
                            List.of(1, 2),
                            t -> packedInts(t, 1, 2));
                    tensor(out, "embeddings.word_embeddings.weight_scale", FLOAT, List.of(3), t -> floats(t, 1, 1, 1));
                    tensor(
                            out,
                            "embeddings.word_embeddings.weight_zero_point",
                            INT8,
                            List.of(3),
                            t -> packedInts(t, 0, 0, 0));
                })))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("only quantisation per tensor or per column can be undone");
    }

    @Test
    void namesWhatAGraphThatIsNoBertLacks() throws IOException {
        OnnxGraph graph = graph(out -> node(out, "Relu", List.of("x"), "y"));

        assertThatThrownBy(() -> GraphConfig.derive(graph, GraphWeights.find(graph), OptionalInt.empty()))
                .isInstanceOf(UserException.class)
                .hasMessage("the graph has no tensor embeddings.word_embeddings.weight;"
                        + " only unfused exports of BERT, float or dynamically quantised, can be read");
    }

    /** This occurs in exports of IR version 3 and with {@code keep_initializers_as_inputs}. */
    @Test
    void aConstantThatIsNamedAmongTheInputsIsNoInput() throws IOException {
        OnnxGraph graph = graph(out -> {
            node(out, "Add", List.of("x", "bias"), "sum");
            for (String input : List.of("x", "bias")) {
                message(out, 11, value -> value.writeString(1, input));
            }
            tensor(out, "bias", FLOAT, List.of(1), t -> floats(t, 7));
        });

        assertThat(graph.inputs()).containsExactly("x");
    }

    /** ONNX's external data; torch.onnx writes it for every graph since PyTorch 2.9. */
    @Test
    void readsNumbersThatAnotherFileHolds() throws IOException {
        Files.write(directory.resolve("model.onnx.data"), littleEndian(7, 8, 9));

        OnnxGraph graph = graph(out -> {
            external(out, "all", 3, Map.of("location", "model.onnx.data"));
            external(out, "last", 1, Map.of("location", "model.onnx.data", "offset", "8", "length", "4"));
        });

        assertThat(constant(graph, "all")).isEqualTo(HostTensor.of(new long[] {3}, 7, 8, 9));
        assertThat(constant(graph, "last")).isEqualTo(HostTensor.of(new long[] {1}, 9));
    }

    @Test
    void readsAnotherFileOfAnArchive() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Files.write(zip.getPath("/weights"), littleEndian(7, 8, 9));
            byte[] model = bytes(out ->
                    message(out, 7, body -> external(body, "w", 2, Map.of("location", "weights", "offset", "4"))));

            OnnxGraph graph = OnnxReader.read(ByteBuffer.wrap(model), new ExternalData(zip.getPath("/")));

            assertThat(constant(graph, "w")).isEqualTo(HostTensor.of(new long[] {2}, 8, 9));
        }
    }

    @Test
    void namesAnotherFileThatIsNotThere() {
        assertRefused(
                Map.of("location", "model.onnx.data"),
                "tensor w lies in another file, " + directory.resolve("model.onnx.data")
                        + ", which is not there; put it beside the graph");
    }

    @Test
    void namesAnotherFileThatIsAPointer() throws IOException {
        Files.writeString(
                directory.resolve("w.data"),
                "version https://git-lfs.github.com/spec/v1\n" + "oid sha256:" + "0".repeat(64) + "\nsize 12\n");
        assertRefused(
                Map.of("location", "w.data"),
                "tensor w lies in " + directory.resolve("w.data") + ", which is a Git LFS pointer");
    }

    @Test
    void namesAnotherFileThatIsCutOff() throws IOException {
        Files.write(directory.resolve("w.data"), littleEndian(7));
        assertRefused(
                Map.of("location", "w.data", "offset", "4", "length", "4"),
                "tensor w should be bytes 4 to 8 of " + directory.resolve("w.data") + ", which has 4; it is cut off");
        assertRefused(Map.of("location", "w.data", "offset", "9223372036854775807", "length", "9"), "it is cut off");
        assertRefused(
                Map.of("location", "w.data", "offset", "four"), "tensor w has offset \"four\", which is no number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../w.data", "/etc/hostname", "a/../../w.data", ""})
    void readsNoFileOutsideTheGraphsDirectory(String location) throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.write(directory.resolve("w.data"), littleEndian(7));
        byte[] model = bytes(out -> message(out, 7, body -> external(body, "w", 1, Map.of("location", location))));

        assertThatThrownBy(() -> OnnxReader.read(ByteBuffer.wrap(model), new ExternalData(inner)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "tensor w lies in \"" + location + "\", which is not below the graph's directory");
    }

    private void assertRefused(Map<String, String> entries, String message) {
        assertThatThrownBy(() -> graph(out -> external(out, "w", 1, entries)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    private static HostTensor constant(OnnxGraph graph, String name) {
        return Objects.requireNonNull(graph.constants().get(name)).toFloats();
    }

    private static byte[] littleEndian(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void refusesATensorWhoseDataDoNotFitItsShape() {
        assertThatThrownBy(() -> graph(out -> tensor(out, "w", FLOAT, List.of(3), t -> floats(t, 1))))
                .isInstanceOf(UserException.class)
                .hasMessage("tensor w FLOAT[3] has 4 bytes of data");
    }

    @Test
    void refusesAnUnknownElementType() {
        assertThatThrownBy(() -> graph(out -> tensor(out, "w", 8, List.of(1), t -> {})))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tensor w is of ONNX type 8");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> OnnxReader.read(ByteBuffer.allocate(0), new ExternalData(directory)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no ONNX model");
    }

    private OnnxGraph graph(Body body) throws IOException {
        byte[] model = bytes(out -> {
            out.writeInt64(1, 8);
            message(out, 7, body);
        });
        return OnnxReader.read(ByteBuffer.wrap(model), new ExternalData(directory));
    }

    private static byte[] bytes(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static void message(CodedOutputStream out, int field, Body body) throws IOException {
        out.writeByteArray(field, bytes(body));
    }

    private static void node(CodedOutputStream out, String operator, List<String> inputs, String output)
            throws IOException {
        message(out, 1, node -> {
            for (String input : inputs) {
                node.writeString(1, input);
            }
            node.writeString(2, output);
            node.writeString(4, operator);
        });
    }

    private static void tensor(CodedOutputStream out, String name, int type, List<Integer> shape, Body data)
            throws IOException {
        message(out, 5, tensor -> {
            for (int extent : shape) {
                tensor.writeInt64(1, extent);
            }
            tensor.writeInt32(2, type);
            data.write(tensor);
            tensor.writeString(8, name);
        });
    }

    /** Writes a tensor with {@code external_data} and {@code data_location}, and a node, because a graph needs one. */
    private static void external(CodedOutputStream out, String name, int size, Map<String, String> entries)
            throws IOException {
        node(out, "Relu", List.of("x"), "y");
        tensor(out, name, FLOAT, List.of(size), tensor -> {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                message(tensor, 13, pair -> {
                    pair.writeString(1, entry.getKey());
                    pair.writeString(2, entry.getValue());
                });
            }
            tensor.writeEnum(14, 1);
        });
    }

    /** Writes {@code float_data}, unpacked. */
    private static void floats(CodedOutputStream tensor, float... values) throws IOException {
        for (float value : values) {
            tensor.writeFloat(4, value);
        }
    }

    /** Writes {@code int32_data}, packed. */
    private static void packedInts(CodedOutputStream tensor, int... values) throws IOException {
        message(tensor, 5, packed -> {
            for (int value : values) {
                packed.writeInt32NoTag(value);
            }
        });
    }
}
