package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.onnx.OnnxNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Determines the activation function between the two dense layers of the feed-forward network from a graph's operators.
 */
final class GraphActivation {
    /**
     * Operators at which the search ends: the next dense layer, which in quantised graphs begins by quantising its
     * input.
     */
    private static final Set<String> PRODUCTS = Set.of("MatMul", "MatMulInteger", "Gemm", "DynamicQuantizeLinear");

    private GraphActivation() {}

    /**
     * Returns the activation's name in Hugging Face configurations.
     *
     * @throws UserException if the operators match no known activation
     */
    static String of(GraphIndex index) {
        Optional<OnnxNode> dense = index.dense(HfNames.layer(0) + HfNames.INTERMEDIATE + ".bias");
        Set<String> operators = new HashSet<>();
        Deque<OnnxNode> next = new ArrayDeque<>();
        dense.ifPresent(node -> next.addAll(index.consumers(node.outputs().get(0))));
        Set<OnnxNode> seen = new HashSet<>();
        boolean tanhGelu = false;
        while (!next.isEmpty()) {
            OnnxNode node = next.remove();
            if (!PRODUCTS.contains(node.operator()) && seen.add(node)) {
                operators.add(node.operator());
                tanhGelu |= "tanh".equals(node.attributes().strings().get("approximate"));
                node.outputs().forEach(output -> next.addAll(index.consumers(output)));
            }
        }
        return name(operators, tanhGelu);
    }

    private static String name(Set<String> operators, boolean tanhGelu) {
        if (operators.contains("Tanh") || operators.contains("FastGelu") || tanhGelu) {
            return "gelu_new";
        }
        if (operators.contains("Erf") || operators.contains("Gelu")) {
            return "gelu";
        }
        if (operators.contains("Relu")) {
            return "relu";
        }
        if (operators.contains("Sigmoid")) {
            return "quick_gelu or silu";
        }
        throw new UserException("the graph's activation cannot be told from its operators "
                + operators.stream().sorted().toList() + "; only unfused exports of BERT can be read");
    }
}
