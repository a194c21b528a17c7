package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** Derives the shape of a BERT from its weights and, where weights do not tell, from the graph around them. */
final class GraphConfig {
    /** What every BERT published by Google and its descendants has. */
    private static final double USUAL_NORM_EPS = 1e-12;

    private static final int USUAL_HEAD_SIZE = 64;
    private static final double DROPOUT = 0.1;

    private final OnnxGraph graph;
    private final Map<String, HostTensor> weights;
    private final Map<String, OnnxNode> producers = new HashMap<>();

    private GraphConfig(OnnxGraph graph, Map<String, HostTensor> weights) {
        this.graph = graph;
        this.weights = weights;
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
    }

    static BertConfig derive(OnnxGraph graph, Map<String, HostTensor> weights, OptionalInt heads) {
        return new GraphConfig(graph, weights).config(heads);
    }

    private BertConfig config(OptionalInt heads) {
        int hidden = extent(HfNames.WORD_EMBEDDINGS, 1);
        String classifier = HfNames.CLASSIFIER + ".bias";
        int outputs = weights.containsKey(classifier) ? extent(classifier, 0) : 0;
        return new BertConfig(
                extent(HfNames.WORD_EMBEDDINGS, 0),
                hidden,
                layers(),
                heads.orElseGet(() -> heads(hidden)),
                extent(HfNames.layer(0) + HfNames.INTERMEDIATE + ".bias", 0),
                extent(HfNames.POSITION_EMBEDDINGS, 0),
                extent(HfNames.TYPE_EMBEDDINGS, 0),
                normEps(),
                DROPOUT,
                DROPOUT,
                outputs > 1 ? BertConfig.unnamedLabels(outputs) : List.of(),
                outputs == 1);
    }

    private int extent(String name, int axis) {
        HostTensor tensor = weights.get(name);
        if (tensor == null || tensor.shape().length <= axis) {
            throw new UserException("the graph has no tensor " + name
                    + "; only unfused exports of BERT, float or dynamically quantised, can be read");
        }
        return Math.toIntExact(tensor.shape()[axis]);
    }

    private int layers() {
        int layers = 0;
        while (weights.containsKey(HfNames.layer(layers) + HfNames.QUERY + ".bias")) {
            layers++;
        }
        return layers;
    }

    /** Attention reshapes {@code [batch, tokens, hidden]} to {@code [batch, tokens, heads, hidden / heads]}. */
    private int heads(int hidden) {
        for (OnnxNode node : graph.nodes()) {
            if (node.operator().equals("Reshape") && node.inputs().size() > 1) {
                long[] shape = shape(node.inputs().get(1));
                if (shape.length == 4 && shape[2] > 1 && shape[3] > 0 && shape[2] * shape[3] == hidden) {
                    return (int) shape[2];
                }
            }
        }
        return Math.max(1, hidden / USUAL_HEAD_SIZE);
    }

    /** A shape's constant extents; -1 for those computed at run time. */
    private long[] shape(String name) {
        OnnxTensor constant = graph.constants().get(name);
        if (constant != null) {
            return constant.isFloat()
                    ? new long[0]
                    : LongStream.range(0, constant.size())
                            .map(i -> constant.integer((int) i))
                            .toArray();
        }
        OnnxNode producer = producers.get(name);
        if (producer == null || !producer.operator().equals("Concat")) {
            return new long[] {-1};
        }
        return producer.inputs().stream()
                .flatMapToLong(part -> LongStream.of(shape(part)))
                .toArray();
    }

    /** LayerNorm adds its epsilon before the square root, or has it as an attribute. */
    private double normEps() {
        for (OnnxNode node : graph.nodes()) {
            if (node.operator().equals("LayerNormalization")) {
                return exact(node.floats().getOrDefault("epsilon", 1e-5f));
            }
            OnnxNode sum =
                    node.operator().equals("Sqrt") ? producers.get(node.inputs().get(0)) : null;
            if (sum != null && sum.operator().equals("Add")) {
                for (String input : sum.inputs()) {
                    OnnxTensor constant = graph.constants().get(input);
                    if (constant != null && constant.isFloat() && constant.size() == 1) {
                        return exact(constant.toFloats().floats().get(0));
                    }
                }
            }
        }
        return USUAL_NORM_EPS;
    }

    /** The decimal number that was meant, 1e-12 rather than 9.999999960041972E-13. */
    private static double exact(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
