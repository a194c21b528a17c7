package dev.hskstream.model.pretrained;

import dev.hskstream.base.Quoted;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Adapts a model's head to the labels of a task. */
public final class TaskHead {
    private TaskHead() {}

    /** Whether the head's label names are the task's labels, in any order. */
    public static boolean names(EncoderConfig config, List<String> labels) {
        return LabelOrder.of(config.labels(), labels).isPresent();
    }

    /**
     * Reorders the head's outputs to the order of the task's labels, if the model has the same labels in another order
     * or spelling, and gives them the task's names. Any other model is returned unchanged, also one with unnamed
     * labels, which are assumed to be in the task's order.
     *
     * @param whose the model's place, for the notice
     * @param notice receives one line if names or order change, or if the order is assumed
     */
    public static PretrainedModel ordered(
            PretrainedModel model, List<String> labels, Object whose, Consumer<String> notice) {
        EncoderConfig config = model.config();
        Optional<LabelOrder> order = LabelOrder.of(config.labels(), labels);
        boolean as =
                config.multiLabel() || !model.hasClassifier() || config.labels().equals(labels);
        if (!as && config.labels().equals(EncoderConfig.unnamedLabels(labels.size()))) {
            notice.accept(whose + ": its labels have no names; its outputs are taken in the task's order, "
                    + Quoted.list(labels));
        }
        if (as || order.isEmpty()) {
            return model;
        }
        boolean permuted = !order.get().isTasks();
        notice.accept(whose + ": its labels are " + Quoted.list(config.labels()) + "; "
                + (permuted ? "its outputs are put in the task's order, " : "they are taken for the task's, ")
                + Quoted.list(labels));
        Map<String, HostTensor> weights = new LinkedHashMap<>(model.weights());
        if (permuted) {
            for (String part : List.of(".weight", ".bias")) {
                weights.computeIfPresent(
                        HfNames.CLASSIFIER + part,
                        (name, tensor) -> rows(tensor, order.get().outputs()));
            }
        }
        return new PretrainedModel(config.withNames(labels), weights, model.tokenizerJson(), model.maxLength());
    }

    /**
     * Returns the model that training for the task starts from. As in Transformers, training starts from the existing
     * head if the number of outputs fits; the outputs are put in the task's order. A multi-label head is dropped. A
     * head for other labels is reported.
     *
     * @param labels of the task; empty for scores
     * @param whose the model's place, for the notice
     * @param notice receives one line for each change
     */
    public static PretrainedModel start(
            PretrainedModel model, List<String> labels, Object whose, Consumer<String> notice) {
        EncoderConfig config = model.config();
        if (config.multiLabel()) {
            return withoutHead(model, whose, notice);
        }
        if (!model.hasClassifier() || config.labels().equals(labels)) {
            return model;
        }
        if (!names(config, labels) && !config.labels().equals(EncoderConfig.unnamedLabels(labels.size()))) {
            boolean begins = config.outputs() == Math.max(1, labels.size());
            notice.accept(whose + ": its head is for " + what(config.labels()) + ", not for " + what(labels) + "; "
                    + (begins
                            ? "as it has as many outputs, the new head begins with its weights"
                            : "a new one is made"));
        }
        return ordered(model, labels, whose, notice);
    }

    private static String what(List<String> labels) {
        return labels.isEmpty() ? "scores" : "the labels " + Quoted.list(labels);
    }

    private static PretrainedModel withoutHead(PretrainedModel model, Object whose, Consumer<String> notice) {
        if (!model.hasClassifier()) {
            return model;
        }
        notice.accept(whose + ": its head decides each of the labels "
                + Quoted.list(model.config().labels())
                + " by itself (problem_type multi_label_classification); it is left out and a new one is made");
        Map<String, HostTensor> weights = new LinkedHashMap<>(model.weights());
        weights.keySet().removeIf(name -> name.startsWith(HfNames.CLASSIFIER + "."));
        return new PretrainedModel(
                model.config().withLabels(List.of(), false), weights, model.tokenizerJson(), model.maxLength());
    }

    /** Reorders the rows of a matrix, or the elements of a vector. */
    private static HostTensor rows(HostTensor tensor, int[] order) {
        int width = (int) (tensor.size() / order.length);
        HostTensor result = HostTensor.zeros(tensor.shape());
        FloatBuffer source = tensor.floats();
        FloatBuffer target = result.floats();
        for (int row : order) {
            for (int i = 0; i < width; i++) {
                target.put(source.get(row * width + i));
            }
        }
        return result;
    }
}
