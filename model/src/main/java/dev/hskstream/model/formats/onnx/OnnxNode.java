package dev.hskstream.model.formats.onnx;

import java.util.List;

/** A node of the graph. An empty input name means an optional input that is absent. */
public record OnnxNode(String operator, List<String> inputs, List<String> outputs, OnnxAttributes attributes) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Whether the node has this input. */
    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }
}
