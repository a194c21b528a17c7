package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import dev.hskstream.model.imports.graph.GraphRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Derives the configuration of a BERT from the shapes of its weights and from the graph's operators. */
final class GraphConfig {
    /** The value in Google's BERT models and their descendants. */
    private static final double USUAL_NORM_EPS = 1e-12;

    private static final double DROPOUT = 0.1;

    private final GraphIndex index;
    private final Map<String, HostTensor> weights;
    private final GraphRun run;

    private GraphConfig(OnnxGraph graph, Map<String, HostTensor> weights, GraphRun run) {
        this.index = new GraphIndex(graph);
        this.weights = weights;
        this.run = run;
    }

    /** Derives the configuration without a run of the graph. */
    static EncoderConfig derive(OnnxGraph graph, Map<String, HostTensor> weights, OptionalInt heads) {
        return derive(graph, weights, heads, Optional.empty(), new GraphRun(Map.of(), Map.of(), "not run"));
    }

    /**
     * Derives the configuration.
     *
     * @param heads number of attention heads that the user states
     * @param beside the configuration in the {@code config.json} beside the graph
     * @param run the graph's values for one input
     * @throws UserException if the graph has another number of heads, or neither graph, user nor file gives it
     */
    static EncoderConfig derive(
            OnnxGraph graph,
            Map<String, HostTensor> weights,
            OptionalInt heads,
            Optional<EncoderConfig> beside,
            GraphRun run) {
        return new GraphConfig(graph, weights, run).config(heads, beside);
    }

    private EncoderConfig config(OptionalInt asked, Optional<EncoderConfig> beside) {
        int hidden = extent(HfNames.WORD_EMBEDDINGS, 1);
        int vocabulary = extent(HfNames.WORD_EMBEDDINGS, 0);
        String classifier = HfNames.CLASSIFIER + ".bias";
        int outputs = weights.containsKey(classifier) ? extent(classifier, 0) : 0;
        int intermediate = extent(HfNames.layer(0) + HfNames.INTERMEDIATE + ".bias", 0);
        int layers = layers();
        requireGelu();
        return new EncoderConfig(
                vocabulary,
                hidden,
                layers,
                heads(hidden, layers, asked, beside),
                intermediate,
                extent(HfNames.POSITION_EMBEDDINGS, 0),
                extent(HfNames.TYPE_EMBEDDINGS, 0),
                normEps(beside),
                DROPOUT,
                DROPOUT,
                outputs > 1 ? EncoderConfig.unnamedLabels(outputs) : List.of(),
                outputs == 1);
    }

    private void requireGelu() {
        String activation = GraphActivation.of(index);
        if (!activation.equals("gelu")) {
            throw new UserException(
                    "the graph's activation is " + activation + "; only BERT with gelu (with erf) is" + " supported");
        }
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

    private int heads(int hidden, int layers, OptionalInt asked, Optional<EncoderConfig> beside) {
        OptionalInt told = HeadCount.of(index, run, hidden, layers);
        if (told.isPresent() && asked.isPresent() && !told.equals(asked)) {
            throw new UserException("--heads " + asked.getAsInt() + " contradicts the graph, which has "
                    + told.getAsInt() + " attention heads; leave the option out");
        }
        OptionalInt given = told.isPresent() ? told : asked;
        OptionalInt all = given.isPresent()
                ? given
                : beside.map(config -> OptionalInt.of(config.heads())).orElse(OptionalInt.empty());
        return all.orElseThrow(() -> new UserException("the graph does not tell how many attention heads the model has;"
                + " name them with --heads, or put the model's config.json beside the graph"));
    }

    /**
     * Reads the epsilon of LayerNorm: an attribute of the fused operator, or a constant added before the square root.
     * In float16 a small one is rounded to 0; then the file's value or the usual one is taken.
     */
    private double normEps(Optional<EncoderConfig> beside) {
        double inGraph = normEps();
        return inGraph > 0 ? inGraph : beside.map(EncoderConfig::layerNormEps).orElse(USUAL_NORM_EPS);
    }

    private double normEps() {
        for (OnnxNode node : index.graph().nodes()) {
            if (node.operator().equals("LayerNormalization")) {
                return exact(node.attributes().real("epsilon", 1e-5f));
            }
            Optional<OnnxNode> sum = node.operator().equals("Sqrt")
                    ? index.producer(node.inputs().get(0))
                            .filter(producer -> producer.operator().equals("Add"))
                    : Optional.empty();
            for (String input : sum.map(OnnxNode::inputs).orElse(List.of())) {
                OnnxTensor constant = index.graph().constants().get(input);
                if (constant != null && constant.isFloat() && constant.size() == 1) {
                    return exact(constant.toFloats().floats().get(0));
                }
            }
        }
        return 0;
    }

    /** Returns the decimal number that was meant: 1e-12 instead of 9.999999960041972E-13. */
    private static double exact(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
