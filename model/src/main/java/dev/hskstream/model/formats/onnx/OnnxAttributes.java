package dev.hskstream.model.formats.onnx;

import java.util.List;
import java.util.Map;

/** An operation's attributes by name, of the types that BERT exports use. */
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

    /** A whole number, or what holds where it is left out. */
    public long integer(String name, long otherwise) {
        return integers.getOrDefault(name, otherwise);
    }

    /** A number, or what holds where it is left out. */
    public float real(String name, float otherwise) {
        return floats.getOrDefault(name, otherwise);
    }
}
