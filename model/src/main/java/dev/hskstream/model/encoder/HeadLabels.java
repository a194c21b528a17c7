package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The kind of head and its labels, derived from {@code id2label}, {@code label2id}, {@code num_labels} and {@code
 * problem_type} of a {@code config.json} and the shape of the classifier's weights.
 *
 * @param labels in class order; empty for regression and without a head
 * @param regression whether the head outputs one score
 * @param multiLabel whether each label is decided independently
 */
record HeadLabels(List<String> labels, boolean regression, boolean multiLabel) {
    static final String REGRESSION = "regression";
    static final String SINGLE_LABEL = "single_label_classification";
    static final String MULTI_LABEL = "multi_label_classification";

    private static final HeadLabels NONE = new HeadLabels(List.of(), false, false);

    /**
     * Reads the fields.
     *
     * @param outputs number of the classifier's outputs; empty if the weights are not known
     * @param head whether the model has a head
     * @throws UserException if the fields contradict each other or the weights
     */
    static HeadLabels of(JsonNode json, OptionalInt outputs, boolean head) {
        if (!head) {
            return NONE;
        }
        String problem = json.path("problem_type").asText("");
        boolean declared = json.hasNonNull("problem_type");
        if (declared && !List.of(REGRESSION, SINGLE_LABEL, MULTI_LABEL).contains(problem)) {
            throw new UserException("problem_type \"" + problem + "\" is not known; " + SINGLE_LABEL + ", "
                    + MULTI_LABEL + " and " + REGRESSION + " are");
        }
        List<String> labels = labels(json, outputs);
        if (problem.equals(REGRESSION) && labels.size() > 1) {
            throw new UserException("problem_type regression with " + labels.size()
                    + " outputs is not supported; a regression has one");
        }
        if (problem.equals(SINGLE_LABEL) && labels.size() == 1) {
            throw new UserException("problem_type " + SINGLE_LABEL + " with one output: of one class nothing is to be"
                    + " decided; set it to " + REGRESSION + " if the output is a score");
        }
        boolean regression = labels.size() == 1 && !problem.equals(MULTI_LABEL);
        return new HeadLabels(regression ? List.of() : labels, regression, problem.equals(MULTI_LABEL));
    }

    private static List<String> labels(JsonNode json, OptionalInt outputs) {
        List<String> named = named(json);
        int count = outputs.orElse(named.isEmpty() ? json.path("num_labels").asInt(2) : named.size());
        if (named.isEmpty() || (named.size() != count && named.equals(EncoderConfig.unnamedLabels(named.size())))) {
            return EncoderConfig.unnamedLabels(count);
        }
        if (named.size() != count) {
            throw new UserException("the classifier has " + count + " outputs, the configuration names the labels "
                    + named + "; one of both is wrong");
        }
        return named;
    }

    /**
     * Describes a name to which {@code label2id} gives another class than {@code id2label}; empty if there is none.
     * Names that only one of the fields has are not compared: {@code label2id} often keeps the default names.
     */
    static Optional<String> contradiction(JsonNode json) {
        if (json.path("id2label").isEmpty()) {
            return Optional.empty();
        }
        JsonNode ids = json.path("label2id");
        List<String> labels = named(json);
        for (int i = 0; i < labels.size(); i++) {
            JsonNode id = ids.path(labels.get(i));
            if (!id.isMissingNode() && id.asInt(-1) != i) {
                return Optional.of("label2id gives \"" + labels.get(i) + "\" the class " + id + ", id2label the class "
                        + i + "; the latter counts, as in Transformers' predictions");
            }
        }
        return Optional.empty();
    }

    /** The label names in the file; empty if there are none. */
    private static List<String> named(JsonNode json) {
        JsonNode names = json.path("id2label");
        if (names.isArray()) {
            List<String> labels = new ArrayList<>();
            names.forEach(name -> labels.add(name(name, labels.size())));
            return labels;
        }
        if (!names.isEmpty()) {
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                labels.add(name(names.path(Integer.toString(i)), i));
            }
            return labels;
        }
        return inverted(json.path("label2id"));
    }

    private static String name(JsonNode name, int index) {
        if (!name.isTextual() && !name.isNumber() && !name.isBoolean()) {
            throw new UserException("id2label has no name for class " + index);
        }
        return name.asText();
    }

    private static List<String> inverted(JsonNode ids) {
        String[] labels = new String[ids.size()];
        ids.properties().forEach(entry -> {
            int id = entry.getValue().asInt(-1);
            if (id < 0 || id >= labels.length || labels[id] != null) {
                throw new UserException("label2id gives \"" + entry.getKey() + "\" the id " + entry.getValue()
                        + "; the ids of " + labels.length + " labels are 0.." + (labels.length - 1)
                        + ", each once");
            }
            labels[id] = entry.getKey();
        });
        return List.of(labels);
    }
}
