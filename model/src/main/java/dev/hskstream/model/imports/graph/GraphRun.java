package dev.hskstream.model.imports.graph;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of computing a graph for one token sequence.
 *
 * @param outputs the graph's outputs by name; empty if it cannot be computed
 * @param shapes shapes of all values that were computed, by name
 * @param reason why the graph cannot be computed; empty if it was
 */
public record GraphRun(Map<String, Value> outputs, Map<String, int[]> shapes, String reason) {
    public GraphRun {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }

    /** Whether all outputs were computed. */
    public boolean complete() {
        return reason.isEmpty();
    }

    /**
     * Computes the graph for one row without padding. If that is not possible nothing is thrown: the result has the
     * reason and the shapes of the values computed before.
     *
     * @param ids token ids
     * @param types token type of each token
     */
    public static GraphRun of(OnnxGraph graph, int[] ids, int[] types) {
        Map<String, Value> values = new HashMap<>();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        try {
            graph.inputs().forEach(name -> values.put(name, input(name, ids, types)));
            for (OnnxNode node : graph.nodes()) {
                compute(graph, node, values);
                for (String output : node.outputs()) {
                    Value value = values.get(output);
                    if (value != null) {
                        shapes.put(output, value.shape());
                    }
                }
            }
            return new GraphRun(outputs(graph, values), shapes, "");
        } catch (GraphRunException | UserException | ArithmeticException | IndexOutOfBoundsException e) {
            return new GraphRun(Map.of(), shapes, String.valueOf(e.getMessage()));
        }
    }

    private static void compute(OnnxGraph graph, OnnxNode node, Map<String, Value> values) {
        if (node.operator().equals("Constant")) {
            return;
        }
        List<Value> results;
        try {
            results = new Operation(node, name -> value(graph, values, name), graph.opset()).results();
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new GraphRunException(node.operator() + " of this form (" + e.getMessage() + ")");
        }
        for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
            values.put(node.outputs().get(i), results.get(i));
        }
    }

    private static Value value(OnnxGraph graph, Map<String, Value> values, String name) {
        Value computed = values.get(name);
        if (computed != null) {
            return computed;
        }
        var constant = graph.constants().get(name);
        if (constant == null) {
            throw new GraphRunException("the graph uses " + name + " before it is computed");
        }
        return Value.of(constant);
    }

    private static Map<String, Value> outputs(OnnxGraph graph, Map<String, Value> values) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(name -> outputs.put(name, value(graph, values, name)));
        return outputs;
    }

    private static Value input(String name, int[] ids, int[] types) {
        int[] numbers =
                switch (name) {
                    case "input_ids" -> ids;
                    case "token_type_ids", "segment_ids" -> types;
                    case "attention_mask", "input_mask" -> ones(ids.length);
                    case "position_ids" -> positions(ids.length);
                    default -> throw new GraphRunException("its input " + name + " is none of BERT's");
                };
        return Value.integers(numbers).reshaped(1, ids.length);
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] positions(int count) {
        int[] positions = new int[count];
        Arrays.setAll(positions, i -> i);
        return positions;
    }
}
