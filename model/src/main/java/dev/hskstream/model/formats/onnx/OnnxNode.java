package dev.hskstream.model.formats.onnx;

import java.util.List;
import java.util.Map;

/** One operation of a graph with those of its attributes that are single numbers. Empty input names are left-out inputs. */
public record OnnxNode(
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Long> integers,
        Map<String, Float> floats) {
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        integers = Map.copyOf(integers);
        floats = Map.copyOf(floats);
    }
}
