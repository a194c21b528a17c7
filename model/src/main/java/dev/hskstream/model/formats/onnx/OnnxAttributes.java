package dev.hskstream.model.formats.onnx;

import java.util.List;
import java.util.Map;

/** A node's attributes by name, limited to the types that exports of BERT use. */
public record OnnxAttributes(
        Map<String, Long> integers,
        Map<String, Float> floats,
        Map<String, String> strings,
        Map<String, List<Long>> lists,
        Map<String, OnnxTensor> tensors) {
    public OnnxAttributes {
        integers = Map.copyOf(integers);
        floats = Map.copyOf(floats);
        strings = Map.copyOf(strings);
        lists = Map.copyOf(lists);
        tensors = Map.copyOf(tensors);
    }

    /** Returns an integer attribute, or {@code otherwise} if it is absent. */
    public long integer(String name, long otherwise) {
        return integers.getOrDefault(name, otherwise);
    }

    /** Returns a float attribute, or {@code otherwise} if it is absent. */
    public float real(String name, float otherwise) {
        return floats.getOrDefault(name, otherwise);
    }
}
