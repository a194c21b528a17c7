package dev.hskstream.model.formats.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The main graph of an ONNX model.
 *
 * @param nodes in topological order
 * @param constants initializers and the outputs of {@code Constant} nodes, by name
 * @param inputs names of the graph's inputs, without those that are constants
 * @param outputs names of the graph's outputs
 * @param opset version of the standard operator set; 0 if the model does not state it
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
