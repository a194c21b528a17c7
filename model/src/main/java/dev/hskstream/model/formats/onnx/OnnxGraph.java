package dev.hskstream.model.formats.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's main graph.
 *
 * @param constants initializers and the outputs of {@code Constant} nodes, by name
 */
public record OnnxGraph(List<OnnxNode> nodes, Map<String, OnnxTensor> constants) {
    public OnnxGraph {
        nodes = List.copyOf(nodes);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }
}
