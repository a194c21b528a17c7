package dev.hskstream.model.formats.onnx;

import java.util.List;

/** One operation of a graph. Empty input names are left-out inputs. */
public record OnnxNode(String operator, List<String> inputs, List<String> outputs, OnnxAttributes attributes) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Whether there is such an input and it is not left out. */
    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }
}
