package dev.hskstream.model.imports;

import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds BERT's weights in an exported graph. Exporters keep the names of embeddings, biases and LayerNorms, but store
 * the transposed dense weights as nameless constants. Such a weight is identified by the bias that is added to its
 * product. ONNX Runtime's dynamic quantisation replaces W by {@code W_quantized}, {@code W_scale} and {@code
 * W_zero_point}.
 */
final class GraphWeights {
    private static final String QUANTIZED = "_quantized";
    private static final String BIAS = ".bias";

    /** The most nodes between a quantised product and its bias: conversion to float, then scaling. */
    private static final int MAX_STEPS = 3;

    private final OnnxGraph graph;
    private final Map<String, List<OnnxNode>> consumers = new HashMap<>();
    private final Map<String, HostTensor> weights = new LinkedHashMap<>();

    private GraphWeights(OnnxGraph graph) {
        this.graph = graph;
        for (OnnxNode node : graph.nodes()) {
            node.inputs().forEach(input -> consumers
                    .computeIfAbsent(input, name -> new ArrayList<>())
                    .add(node));
        }
    }

    /** Returns the weights that were found, by the names of {@link HfNames}. */
    static Map<String, HostTensor> find(OnnxGraph graph) {
        GraphWeights finder = new GraphWeights(graph);
        graph.constants().values().forEach(finder::takeNamed);
        graph.nodes().forEach(finder::takeDense);
        return finder.weights;
    }

    private void takeNamed(OnnxTensor tensor) {
        String name = withoutSuffix(tensor.name(), QUANTIZED);
        if (tensor.isFloat() || !name.equals(tensor.name())) {
            known(name).ifPresent(ours -> load(name).ifPresent(floats -> weights.put(ours, floats)));
        }
    }

    private void takeDense(OnnxNode node) {
        switch (node.operator()) {
            case "MatMul", "MatMulInteger" ->
                bias(node.outputs().get(0), 0)
                        .ifPresent(bias -> takeDense(node.inputs().get(1), bias, true));
            case "Gemm" -> {
                if (node.inputs().size() == 3) {
                    known(node.inputs().get(2))
                            .ifPresent(bias -> takeDense(
                                    node.inputs().get(1),
                                    bias,
                                    node.attributes().integer("transB", 0) == 0));
                }
            }
            default -> {
                // Not a dense layer.
            }
        }
    }

    private void takeDense(String constant, String bias, boolean inputMajor) {
        load(withoutSuffix(constant, QUANTIZED))
                .ifPresent(weight ->
                        weights.put(withoutSuffix(bias, BIAS) + ".weight", inputMajor ? transposed(weight) : weight));
    }

    /** Returns the name of the bias that is added to a product, directly or after conversion and scaling. */
    private Optional<String> bias(String product, int steps) {
        for (OnnxNode node : consumers.getOrDefault(product, List.of())) {
            Optional<String> found =
                    switch (node.operator()) {
                        case "Add" ->
                            node.inputs().stream()
                                    .flatMap(input -> known(input).stream())
                                    .filter(name -> name.endsWith(BIAS))
                                    .findFirst();
                        case "Cast", "Mul" ->
                            steps < MAX_STEPS ? bias(node.outputs().get(0), steps + 1) : Optional.<String>empty();
                        default -> Optional.<String>empty();
                    };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Optional<String> known(String name) {
        return Architecture.BERT
                .ours(name)
                .filter(ours -> ours.startsWith("embeddings.")
                        || ours.startsWith("encoder.layer.")
                        || ours.startsWith(HfNames.POOLER)
                        || ours.startsWith(HfNames.CLASSIFIER + "."))
                .filter(ours -> ours.endsWith(".weight") || ours.endsWith(BIAS));
    }

    private Optional<HostTensor> load(String name) {
        OnnxTensor plain = graph.constants().get(name);
        if (plain != null) {
            return Optional.of(plain.toFloats());
        }
        OnnxTensor quantized = graph.constants().get(name + QUANTIZED);
        OnnxTensor scale = graph.constants().get(name + "_scale");
        OnnxTensor zeroPoint = graph.constants().get(name + "_zero_point");
        return quantized == null || scale == null || zeroPoint == null
                ? Optional.empty()
                : Optional.of(Dequantization.apply(quantized, scale, zeroPoint));
    }

    private static String withoutSuffix(String name, String suffix) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** Transposes a weight: ONNX stores {@code [in, out]}, Hugging Face {@code [out, in]}. */
    private static HostTensor transposed(HostTensor matrix) {
        int rows = Math.toIntExact(matrix.shape()[0]);
        int columns = Math.toIntExact(matrix.shape()[1]);
        HostTensor result = HostTensor.zeros(columns, rows);
        FloatBuffer source = matrix.floats();
        FloatBuffer target = result.floats();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                target.put(source.get(row * columns + column));
            }
        }
        return result;
    }
}
