package dev.hskstream.model.imports;

import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Index of a graph: which node computes a value, which nodes use it, and where the dense layer with a given bias is.
 */
final class GraphIndex {
    private final OnnxGraph graph;
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Map<String, List<OnnxNode>> consumers = new HashMap<>();

    GraphIndex(OnnxGraph graph) {
        this.graph = graph;
        for (OnnxNode node : graph.nodes()) {
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().forEach(input -> consumers
                    .computeIfAbsent(input, name -> new ArrayList<>())
                    .add(node));
        }
    }

    OnnxGraph graph() {
        return graph;
    }

    Optional<OnnxNode> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    List<OnnxNode> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /**
     * Finds the node that adds a dense layer's bias, whose output is the layer's output.
     *
     * @param bias name of the bias as in {@link HfNames}
     */
    Optional<OnnxNode> dense(String bias) {
        return graph.nodes().stream()
                .filter(node -> node.operator().equals("Add") || node.operator().equals("Gemm"))
                .filter(node -> node.inputs().stream()
                        .anyMatch(input -> GraphWeights.known(input).equals(Optional.of(bias))))
                .findFirst();
    }
}
