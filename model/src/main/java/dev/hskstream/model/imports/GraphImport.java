package dev.hskstream.model.imports;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxReader;
import dev.hskstream.model.imports.graph.GraphRun;
import dev.hskstream.model.pretrained.PretrainedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates a model from an ONNX graph. The weights are its constants; other facts come from its operators, a run of it,
 * the files beside it or the user. At the end the model's outputs are compared with the graph's.
 */
final class GraphImport {
    private GraphImport() {}

    static Imported of(OnnxSource source, ImportOptions options) {
        List<String> notices = new ArrayList<>();
        GraphTokenizer tokenizer = GraphTokenizer.read(source.tokenizer(), options.textCase(), notices);
        OnnxGraph graph = OnnxReader.read(source.model(), source.files());
        Optional<HfConfig> file = source.config().map(HfConfig::open);
        GraphArchitecture.requireBert(graph, file);
        GraphArchitecture.requireBertsTokenizer(tokenizer.json(), source.tokenizer(), file);
        Map<String, HostTensor> weights = new LinkedHashMap<>(GraphWeights.find(graph));
        int[] ids = SelfCheck.ids(rows(weights, HfNames.WORD_EMBEDDINGS), rows(weights, HfNames.POSITION_EMBEDDINGS));
        // A graph without an input for token types gives all tokens type 0.
        boolean typed =
                graph.inputs().contains("token_type_ids") || graph.inputs().contains("segment_ids");
        int[] types = SelfCheck.types(ids.length, typed ? rows(weights, HfNames.TYPE_EMBEDDINGS) : 1);
        GraphRun run = GraphRun.of(graph, ids, types);
        GraphHead.keep(weights, run, ids.length, file, notices);
        Optional<EncoderConfig> beside = file.map(config -> beside(config, weights));
        EncoderConfig inGraph = GraphConfig.derive(graph, weights, options.heads(), beside, run);
        if (beside.isEmpty()) {
            unnamed(inGraph, notices);
        }
        EncoderConfig config =
                beside.isEmpty() ? inGraph : ConfigBeside.merge(file.get(), beside.get(), inGraph, notices);
        int maxLength = (int) Math.min(tokenizer.maxLength(), config.maxTokens());
        PretrainedModel model = new PretrainedModel(config, weights, tokenizer.json(), maxLength).verified();
        notices.add(SelfCheck.compare(model, run, ids, types));
        return new Imported(model, notices);
    }

    /**
     * Reads the file with the head that the weights have. If {@code architectures} wrongly declares no head, {@link
     * ConfigBeside} handles it.
     */
    private static EncoderConfig beside(HfConfig config, Map<String, HostTensor> weights) {
        int outputs =
                weights.containsKey(HfNames.CLASSIFIER + ".bias") ? rows(weights, HfNames.CLASSIFIER + ".bias") : 0;
        boolean unsaid = outputs > 0 && config.declared().isEmpty();
        return config.carrying(unsaid ? config.config(outputs) : config.config());
    }

    private static void unnamed(EncoderConfig config, List<String> notices) {
        if (config.regression()) {
            notices.add(
                    "the graph has one output, which is taken for a score: no config.json beside it says otherwise");
        } else if (config.outputs() > 0) {
            notices.add(
                    "a graph has no label names, and no config.json beside it names them: they are LABEL_0 to LABEL_"
                            + (config.outputs() - 1) + ", of which one is right for a text");
        }
    }

    /** Returns the first dimension, or 1 if there is no such tensor, which is reported later. */
    private static int rows(Map<String, HostTensor> weights, String name) {
        HostTensor tensor = weights.get(name);
        return tensor == null || tensor.shape().length == 0 ? 1 : Math.toIntExact(tensor.shape()[0]);
    }
}
