package dev.hskstream.model.imports.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.hskstream.model.formats.onnx.ExternalData;
import dev.hskstream.model.formats.onnx.OnnxAttributes;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxReader;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphRunTest {
    private static final int[] IDS = {101, 2023, 2003, 102, 4937, 102};
    private static final int[] TYPES = {0, 0, 0, 0, 1, 1};

    /** Compares with ONNX Runtime on the same file. */
    @Test
    void computesWhatOnnxRuntimeComputes() throws Exception {
        byte[] file;
        try (InputStream in = GraphRunTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            file = Objects.requireNonNull(in).readAllBytes();
        }

        GraphRun run = GraphRun.of(OnnxReader.read(ByteBuffer.wrap(file), new ExternalData(Path.of(""))), IDS, TYPES);

        assertThat(run.reason()).isEmpty();
        double[] own = run.outputs().values().iterator().next().toArray();
        float[] expected = onnxRuntime(file);
        assertThat(own).hasSize(expected.length);
        for (int i = 0; i < own.length; i++) {
            assertThat(own[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static float[] onnxRuntime(byte[] file) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
                OnnxTensor ids = OnnxTensor.createTensor(environment, row(IDS));
                OnnxTensor mask = OnnxTensor.createTensor(environment, row(new int[] {1, 1, 1, 1, 1, 1}));
                OnnxTensor types = OnnxTensor.createTensor(environment, row(TYPES));
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            float[][] states = ((float[][][]) result.get(0).getValue())[0];
            float[] flat = new float[states.length * states[0].length];
            for (int t = 0; t < states.length; t++) {
                System.arraycopy(states[t], 0, flat, t * states[0].length, states[0].length);
            }
            return flat;
        }
    }

    private static long[][] row(int[] numbers) {
        long[][] row = new long[1][numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            row[0][i] = numbers[i];
        }
        return row;
    }

    @Test
    void namesAnOperatorThatItDoesNotKnow() {
        GraphRun run = GraphRun.of(graph(node("Shape", "input_ids", "s"), node("Loop", "s", "y")), IDS, TYPES);

        assertThat(run.complete()).isFalse();
        assertThat(run.reason()).isEqualTo("operator Loop");
        assertThat(run.shapes()).containsOnlyKeys("s");
    }

    @Test
    void namesAnInputThatBertDoesNotHave() {
        OnnxGraph graph =
                new OnnxGraph(List.of(node("Neg", "pixels", "y")), Map.of(), List.of("pixels"), List.of("y"), 14);

        assertThat(GraphRun.of(graph, IDS, TYPES).reason()).isEqualTo("its input pixels is none of BERT's");
    }

    /** The expected values are numpy's for {@code (2, 3, 5)[start:end]}. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 2",
        "1, 9223372036854775807, 3 5",
        "-1, 3, 5",
        "-3, -1, 2 3",
        "-9, 2, 2 3",
        "1, 1, ''",
        "2, 1, ''"
    })
    void aShapeMayHaveAStartAndAnEnd(long start, long end, String extents) {
        OnnxNode shape = new OnnxNode(
                "Shape",
                List.of("x"),
                List.of("s"),
                new OnnxAttributes(Map.of("start", start, "end", end), Map.of(), Map.of(), Map.of(), Map.of()));

        Value result = new Operation(shape, name -> Value.of(new int[] {2, 3, 5}, false, new double[30]), 15)
                .results()
                .get(0);

        assertThat(result.toIntegers())
                .isEqualTo(Stream.of(extents.split(" "))
                        .filter(extent -> !extent.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @ParameterizedTest
    @CsvSource({"Reshape, allowzero", "CumSum, exclusive", "CumSum, reverse"})
    void refusesToComputeAnOperatorWithAnAttributeThatItDoesNotFollow(String operator, String attribute) {
        OnnxNode node = new OnnxNode(
                operator,
                List.of("x", "zero"),
                List.of("y"),
                new OnnxAttributes(Map.of(attribute, 1L), Map.of(), Map.of(), Map.of(), Map.of()));

        assertThatThrownBy(() -> new Operation(node, name -> Value.integers(0), 14).results())
                .isInstanceOf(GraphRunException.class)
                .hasMessageStartingWith(operator);
    }

    @Test
    void saysWhyInputsDoNotFit() {
        GraphRun run = GraphRun.of(
                graph(node("Shape", "input_ids", "s"), new OnnxNode("MatMul", List.of("s", "s"), List.of("y"), NONE)),
                IDS,
                TYPES);

        assertThat(run.reason()).isEqualTo("MatMul of vectors");
    }

    /** The examples of https://onnx.ai/onnx/operators/onnx__GatherElements.html. */
    @Test
    void gathersElementByElement() {
        Value square = Value.of(new int[] {2, 2}, false, 1, 2, 3, 4);
        Value nine = Value.of(new int[] {3, 3}, false, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(Slicing.gatherElements(square, indices(2, 2, 0, 0, 1, 0), 1).toArray())
                .containsExactly(1, 1, 4, 3);
        assertThat(Slicing.gatherElements(nine, indices(2, 3, 1, 2, 0, 2, 0, 0), 0)
                        .toArray())
                .containsExactly(4, 8, 3, 7, 2, 3);
        assertThat(Slicing.gatherElements(nine, indices(2, 3, -1, -2, 0, -2, 0, 0), 0)
                        .toArray())
                .containsExactly(7, 5, 3, 4, 2, 3);
    }

    /** The examples of https://onnx.ai/onnx/operators/onnx__GatherND.html without batch dimensions. */
    @Test
    void gathersWhatStandsAtPlaces() {
        Value square = Value.of(new int[] {2, 2}, false, 0, 1, 2, 3);
        Value cube = Value.of(new int[] {2, 2, 2}, false, 0, 1, 2, 3, 4, 5, 6, 7);

        assertThat(Slicing.gatherPlaces(square, indices(2, 2, 0, 0, 1, 1)).toArray())
                .containsExactly(0, 3);
        assertThat(Slicing.gatherPlaces(square, indices(2, 1, 1, 0)).toArray()).containsExactly(2, 3, 0, 1);
        Value rows = Slicing.gatherPlaces(cube, Value.of(new int[] {2, 1, 2}, true, 0, 1, -1, 0));
        assertThat(rows.toArray()).containsExactly(2, 3, 4, 5);
        assertThat(rows.shape()).containsExactly(2, 1, 2);
    }

    private static Value indices(int rows, int columns, double... numbers) {
        return Value.of(new int[] {rows, columns}, true, numbers);
    }

    /** The expected values are those of Python's math.erf. */
    @Test
    void knowsTheErrorFunction() {
        assertThat(ErrorFunction.of(0)).isCloseTo(0, within(2e-7));
        assertThat(ErrorFunction.of(0.5)).isCloseTo(0.5204998778130465, within(2e-7));
        assertThat(ErrorFunction.of(-2)).isCloseTo(-0.9953222650189527, within(2e-7));
    }

    private static final OnnxAttributes NONE = new OnnxAttributes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private static OnnxNode node(String operator, String input, String output) {
        return new OnnxNode(operator, List.of(input), List.of(output), NONE);
    }

    private static OnnxGraph graph(OnnxNode... nodes) {
        return new OnnxGraph(List.of(nodes), Map.of(), List.of("input_ids"), List.of("y"), 14);
    }
}
