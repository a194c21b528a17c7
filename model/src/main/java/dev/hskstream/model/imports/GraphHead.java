package dev.hskstream.model.imports;

import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.imports.graph.GraphRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves out a classifier that is none of whole texts, which a graph has under the same name. */
final class GraphHead {
    private static final String CLASSIFIER = HfNames.CLASSIFIER + ".";

    /** What such a head is called in the architectures of a {@code config.json}. */
    private static final List<String> OTHERS =
            List.of("ForTokenClassification", "ForMultipleChoice", "ForNextSentencePrediction", "ForQuestionAnswering");

    private GraphHead() {}

    /**
     * Removes the classifier from the weights where it judges tokens, one by one, or is another task's by the file beside
     * the graph.
     *
     * @param tokens how many the graph was run on
     * @param notices where what was left out is added
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
