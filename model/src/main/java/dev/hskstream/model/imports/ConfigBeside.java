package dev.hskstream.model.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfConfig;
import java.util.ArrayList;
import java.util.List;

/** Merges the configuration derived from an ONNX graph with the {@code config.json} beside the graph. */
final class ConfigBeside {
    private final HfConfig file;
    private final EncoderConfig beside;
    private final List<String> notices;

    private ConfigBeside(HfConfig file, EncoderConfig beside, List<String> notices) {
        this.file = file;
        this.beside = beside;
        this.notices = notices;
    }

    /**
     * Returns the file's configuration, with the head that the graph has.
     *
     * @param file the file, for its label names and error messages
     * @param beside the configuration in the file
     * @param graph the configuration derived from the graph
     * @param notices receives what was ignored or assumed
     * @throws UserException if the two contradict each other
     */
    static EncoderConfig merge(HfConfig file, EncoderConfig beside, EncoderConfig graph, List<String> notices) {
        return new ConfigBeside(file, beside, notices).merge(graph);
    }

    private EncoderConfig merge(EncoderConfig graph) {
        same("vocab_size", graph.vocabSize(), beside.vocabSize());
        same("hidden_size", graph.hiddenSize(), beside.hiddenSize());
        same("num_hidden_layers", graph.layers(), beside.layers());
        same("num_attention_heads", graph.heads(), beside.heads());
        same("intermediate_size", graph.intermediateSize(), beside.intermediateSize());
        same("max_position_embeddings", graph.maxPositions(), beside.maxPositions());
        same("type_vocab_size", graph.typeVocabSize(), beside.typeVocabSize());
        same("layer_norm_eps", graph.layerNormEps(), beside.layerNormEps());
        return head(graph);
    }

    private void same(String name, Number inGraph, Number inFile) {
        if (!inGraph.equals(inFile)) {
            throw new UserException(name + " is " + inGraph + " in the graph and " + inFile + " in " + file.file()
                    + "; the two do not belong together");
        }
    }

    private EncoderConfig head(EncoderConfig graph) {
        if (graph.outputs() == 0) {
            if (beside.outputs() > 0) {
                notices.add("the graph has no classifier, so the labels in " + file.file() + " are left out");
            }
            return beside.outputs() > 0 ? beside.withLabels(List.of(), false) : beside;
        }
        if (beside.outputs() == 0) {
            List<String> names = names();
            boolean named = names.size() == graph.outputs() && !graph.regression();
            notices.add("the graph has a classifier, which the architectures in " + file.file() + " do not; it is kept"
                    + (named ? " with the labels of id2label" : " with labels nobody named"));
            return beside.withLabels(named ? names : graph.labels(), graph.regression());
        }
        same("the number of labels", graph.outputs(), beside.outputs());
        return beside;
    }

    private List<String> names() {
        JsonNode json = file.json().path("id2label");
        List<String> names = new ArrayList<>();
        for (int i = 0; json.path(Integer.toString(i)).isTextual(); i++) {
            names.add(json.path(Integer.toString(i)).asText());
        }
        return names;
    }
}
