package dev.hskstream.model.imports;

import dev.hskstream.model.formats.onnx.OnnxAttributes;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import dev.hskstream.model.formats.onnx.OnnxType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds only the parts of a graph that show the number of heads, for hidden size 128, and the activation. */
final class TinyGraph {
    static final int HIDDEN = 128;
    private static final OnnxAttributes NONE = new OnnxAttributes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> constants = new LinkedHashMap<>();

    /** Adds the query's bias, followed by a reshape to this shape. */
    TinyGraph query(int layer, long... shape) {
        String name = "encoder.layer." + layer + ".attention.self.query.bias";
        constants.put(name, floats(name));
        constants.put("shape" + layer, integers("shape" + layer, shape));
        return node("Add", List.of("x", name), "q" + layer).node("Reshape", List.of("q" + layer, "shape" + layer), "r");
    }

    /** Adds the bias of the first feed-forward layer and the operators up to the next product. */
    TinyGraph activation(String operator, String approximate) {
        String name = "encoder.layer.0.intermediate.dense.bias";
        constants.put(name, floats(name));
        node("Add", List.of("x", name), "up");
        OnnxAttributes attributes = approximate.isEmpty()
                ? NONE
                : new OnnxAttributes(Map.of(), Map.of(), Map.of("approximate", approximate), Map.of(), Map.of());
        nodes.add(new OnnxNode(operator, List.of("up"), List.of("a"), attributes));
        return node("MatMul", List.of("a", "w"), "down").node("Softmax", List.of("down"), "later");
    }

    TinyGraph node(String operator, List<String> inputs, String output) {
        nodes.add(new OnnxNode(operator, inputs, List.of(output), NONE));
        return this;
    }

    TinyGraph constant(String name, long... numbers) {
        constants.put(name, integers(name, numbers));
        return this;
    }

    GraphIndex index() {
        return new GraphIndex(new OnnxGraph(nodes, constants, List.of(), List.of(), 14));
    }

    private static OnnxTensor floats(String name) {
        return new OnnxTensor(name, OnnxType.FLOAT, new long[] {1}, ByteBuffer.allocate(4));
    }

    private static OnnxTensor integers(String name, long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            raw.putLong(number);
        }
        return new OnnxTensor(name, OnnxType.INT64, new long[] {numbers.length}, raw.flip());
    }
}
