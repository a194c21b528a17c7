package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import dev.hskstream.model.imports.graph.GraphRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Determines the number of attention heads from the reshaping of the queries {@code [batch, tokens, hidden]} to {@code
 * [batch, tokens, heads, head size]}. Old exporters write the last two dimensions as constants; Transformers since 2025
 * writes -1 for the heads. A run of the graph shows the shape in either case.
 */
final class HeadCount {
    /** Operators that may occur between adding the bias and the reshaping. */
    private static final Set<String> PASSED = Set.of("Identity", "Cast", "Mul", "Div", "Reshape");

    private static final int MAX_STEPS = 5;
    private static final int UNKNOWN = -1;

    private final GraphIndex index;
    private final GraphRun run;
    private final int hidden;

    private HeadCount(GraphIndex index, GraphRun run, int hidden) {
        this.index = index;
        this.run = run;
        this.hidden = hidden;
    }

    /**
     * Returns the number of heads; empty if the graph does not show it.
     *
     * @param hidden width of the hidden states
     * @param layers number of layers
     * @throws UserException if layers differ
     */
    static OptionalInt of(GraphIndex index, GraphRun run, int hidden, int layers) {
        HeadCount counter = new HeadCount(index, run, hidden);
        OptionalInt heads = OptionalInt.empty();
        for (int layer = 0; layer < layers; layer++) {
            OptionalInt here = counter.ofLayer(layer);
            if (here.isPresent() && heads.isPresent() && !here.equals(heads)) {
                throw new UserException(
                        "layer " + layer + " has " + here.getAsInt() + " attention heads, the ones before" + " it "
                                + heads.getAsInt() + "; only models with the same number in all layers can be read");
            }
            heads = here.isPresent() ? here : heads;
        }
        return heads;
    }

    private OptionalInt ofLayer(int layer) {
        return index.dense(HfNames.layer(layer) + HfNames.QUERY + ".bias")
                .map(node -> after(node, 0))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt after(OnnxNode node, int steps) {
        if (steps > MAX_STEPS) {
            return OptionalInt.empty();
        }
        for (OnnxNode next : index.consumers(node.outputs().get(0))) {
            if (PASSED.contains(next.operator())) {
                OptionalInt heads = next.operator().equals("Reshape") ? reshaped(next) : OptionalInt.empty();
                OptionalInt found = heads.isPresent() ? heads : after(next, steps + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt reshaped(OnnxNode node) {
        int[] seen = run.shapes().get(node.outputs().get(0));
        long[] shape = seen != null
                ? LongStream.range(0, seen.length).map(d -> seen[(int) d]).toArray()
                : node.hasInput(1) ? constant(node.inputs().get(1)) : new long[0];
        if (shape.length != 4) {
            return OptionalInt.empty();
        }
        long heads = shape[2];
        long size = shape[3];
        if (size > 0 && hidden % size == 0 && (heads <= 0 || heads * size == hidden)) {
            return OptionalInt.of((int) (hidden / size));
        }
        return size <= 0 && heads > 0 && hidden % heads == 0 ? OptionalInt.of((int) heads) : OptionalInt.empty();
    }

    /** Returns a shape's constant dimensions, with -1 for those that are computed at run time or inferred. */
    private long[] constant(String name) {
        OnnxTensor constant = index.graph().constants().get(name);
        if (constant != null) {
            return constant.isFloat()
                    ? new long[0]
                    : LongStream.range(0, constant.size())
                            .map(i -> constant.integer((int) i))
                            .toArray();
        }
        Optional<OnnxNode> producer = index.producer(name);
        List<String> parts = producer.map(OnnxNode::inputs).orElse(List.of());
        return switch (producer.map(OnnxNode::operator).orElse("")) {
            case "Concat" ->
                parts.stream()
                        .flatMapToLong(part -> LongStream.of(constant(part)))
                        .toArray();
            case "Unsqueeze", "Cast", "Identity", "Reshape" -> constant(parts.get(0));
            default -> new long[] {UNKNOWN};
        };
    }
}
