package dev.hskstream.model.pretrained;

import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether the classifier of a checkpoint is kept. A sequence classifier is kept even if {@code architectures}
 * is outdated. A classifier that the configuration declares for another task (tokens, multiple choice, question
 * answering) is dropped with a notice.
 *
 * @param outputs number of outputs of the classifier that is kept; 0 if there is none
 * @param left names of weights that are dropped
 * @param notice what the user should know about it
 */
record Head(int outputs, List<String> left, Optional<String> notice) {
    private static final String WEIGHT = HfNames.CLASSIFIER + ".weight";
    private static final String BIAS = HfNames.CLASSIFIER + ".bias";

    static Head of(HfConfig file, Map<String, HostTensor> weights) {
        HostTensor classifier = weights.get(WEIGHT);
        if (classifier == null || classifier.shape().length != 2) {
            return new Head(0, List.of(), Optional.empty());
        }
        Architecture architecture = file.architecture();
        String declared = file.declared();
        int outputs = Math.toIntExact(classifier.shape()[0]);
        if (!weights.containsKey(HfNames.POOLER + ".weight")) {
            return new Head(
                    0,
                    List.of(WEIGHT, BIAS),
                    Optional.of("its classifier stands without the dense layer before it, "
                            + architecture.theirs(HfNames.POOLER + ".weight")
                            + ", so it classifies no whole texts; it is left out"));
        }
        if (declared.isEmpty() || file.declares(architecture.classifier())) {
            return new Head(outputs, List.of(), Optional.empty());
        }
        boolean stale = declared.equals(architecture.encoder())
                || declared.endsWith("ForMaskedLM")
                || declared.endsWith("ForPreTraining");
        if (stale) {
            return new Head(
                    outputs,
                    List.of(),
                    Optional.of("architectures in config.json says " + declared + ", the weights have a classifier of "
                            + outputs + " outputs, which is kept"));
        }
        return new Head(
                0,
                List.of(WEIGHT, BIAS),
                Optional.of("its classifier is that of a " + declared
                        + ", which classifies no whole texts; it is left out"));
    }
}
