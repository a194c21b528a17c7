package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.formats.onnx.OnnxNode;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses graphs of networks other than BERT, which is the only one supported. A RoBERTa without a head has weights of
 * the same names, but derives its positions from the input: it counts the tokens that are not padding, after the
 * padding id.
 */
final class GraphArchitecture {
    private GraphArchitecture() {}

    /**
     * Checks that the graph is a BERT's, by its weights and operators and by the file beside it.
     *
     * @throws UserException naming the network if it is another
     */
    static void requireBert(OnnxGraph graph, Optional<HfConfig> config) {
        config.filter(file -> file.architecture() != Architecture.BERT)
                .ifPresent(file -> refuse(file.architecture().modelType(), file.file() + " says"));
        for (String name : graph.constants().keySet()) {
            for (Architecture other : Architecture.ALL) {
                if (other != Architecture.BERT && ("." + name).contains("." + other.modelType() + ".")) {
                    refuse(other.modelType(), "its weight " + name + " shows");
                }
            }
            if (name.contains("transformer.layer.")) {
                refuse(Architecture.DISTILBERT.modelType(), "its weight " + name + " shows");
            }
        }
        if (countsPositions(new GraphIndex(graph))) {
            refuse(Architecture.ROBERTA.modelType(), "its way to count positions shows");
        }
    }

    /**
     * Refuses a byte-level BPE tokenizer unless a {@code config.json} states the model type: a RoBERTa whose positions
     * are an input of the graph has BERT's names and operators, but needs other positions.
     *
     * @param tokenizerJson the content of {@code tokenizer.json}
     * @param file the tokenizer's file, for the error message
     */
    static void requireBertsTokenizer(String tokenizerJson, Path file, Optional<HfConfig> config) {
        boolean said = config.isPresent() && config.get().json().hasNonNull("model_type");
        if (!said && SubwordTokenizer.bytePairs(tokenizerJson)) {
            throw new UserException(
                    file + " is a byte-level BPE tokenizer, as roberta's is, and no config.json beside the"
                            + " graph says which model it is; put the model's config.json there: a bert's graph can be read");
        }
    }

    private static void refuse(String modelType, String how) {
        throw new UserException("the graph is a " + modelType + "'s, as " + how + "; of ONNX graphs only bert's can be"
                + " read: save the model with Transformers' save_pretrained and import that directory");
    }

    private static boolean countsPositions(GraphIndex index) {
        Deque<String> next = new ArrayDeque<>();
        for (OnnxNode node : index.graph().nodes()) {
            boolean lookup = node.operator().equals("Gather")
                    && GraphWeights.known(node.inputs().get(0)).equals(Optional.of(HfNames.POSITION_EMBEDDINGS));
            if (lookup) {
                next.add(node.inputs().get(1));
            }
        }
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            String value = next.remove();
            Optional<OnnxNode> producer = seen.add(value) ? index.producer(value) : Optional.empty();
            if (producer.isPresent() && producer.get().operator().equals("CumSum")) {
                return true;
            }
            producer.ifPresent(node -> next.addAll(node.inputs()));
        }
        return false;
    }
}
