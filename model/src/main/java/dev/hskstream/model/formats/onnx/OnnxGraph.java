package dev.hskstream.model.formats.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's main graph.
 *
 * @param nodes in an order in which they can be computed
 * @param constants initializers and the outputs of {@code Constant} nodes, by name
 * @param inputs names of what is to be given when it is run
 * @param outputs names of its results
 * @param opset version of the standard operators that it asks for; 0 if it does not say
 */
public record OnnxGraph(
        List<OnnxNode> nodes, Map<String, OnnxTensor> constants, List<String> inputs, List<String> outputs, int opset) {
    public OnnxGraph {
        nodes = List.copyOf(nodes);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        Map<String, OnnxTensor> known = constants;
        inputs = inputs.stream().filter(name -> !known.containsKey(name)).toList();
        outputs = List.copyOf(outputs);
    }
}
