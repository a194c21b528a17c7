package dev.hskstream.model.imports;

import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.imports.graph.GraphRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes a classifier that is not for sequence classification but has the same weight names. */
final class GraphHead {
    private static final String CLASSIFIER = HfNames.CLASSIFIER + ".";

    /** Endings of the class names that other heads have in {@code architectures}. */
    private static final List<String> OTHERS =
            List.of("ForTokenClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForQuestionAnswering");

    private GraphHead() {}

    /**
     * Removes the classifier from the weights if it classifies single tokens, if the model has no pooler, or if the
     * file beside the graph names another kind of head.
     *
     * @param tokens number of tokens that the graph was run on
     * @param notices receives a line if the classifier was removed
     */
    static void keep(
            Map<String, HostTensor> weights,
            GraphRun run,
            int tokens,
            Optional<HfConfig> config,
            List<String> notices) {
        if (weights.keySet().stream().noneMatch(name -> name.startsWith(CLASSIFIER))) {
            return;
        }
        String declared = config.map(HfConfig::declared).orElse("");
        boolean byName = OTHERS.stream().anyMatch(declared::endsWith);
        boolean perToken = run.outputs().values().stream()
                .map(output -> output.shape())
                .anyMatch(shape -> Arrays.equals(shape, new int[] {1, tokens, outputs(weights)}));
        boolean pooled = weights.containsKey(HfNames.POOLER + ".weight");
        if (byName || perToken || !pooled) {
            weights.keySet().removeIf(name -> name.startsWith(CLASSIFIER));
            notices.add("the graph's classifier is left out: "
                    + (byName ? "it is that of a " + declared : "it classifies tokens, not whole texts"));
        }
    }

    private static int outputs(Map<String, HostTensor> weights) {
        HostTensor bias = weights.get(CLASSIFIER + "bias");
        return bias == null ? 0 : (int) bias.size();
    }
}
