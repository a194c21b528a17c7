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

/** A model's head beside the labels of a task that it is used for. */
public final class TaskHead {
    private TaskHead() {}

    /** Whether the names of the head's outputs are the task's labels, in any order. */
    public static boolean names(EncoderConfig config, List<String> labels) {
        return LabelOrder.of(config.labels(), labels).isPresent();
    }

    /**
     * The model with its outputs in the order of the task's labels and under their names, where it names the same labels
     * in another order or spelling. Any other model is given back as it is: also one whose labels nobody named, which is
     * taken to have them in the task's order.
     *
     * @param whose what to name in the notice
     * @param notice is told in one line if the order is another
     */
    public static PretrainedModel ordered(
            PretrainedModel model, List<String> labels, Object whose, Consumer<String> notice) {
        EncoderConfig config = model.config();
        Optional<LabelOrder> order = LabelOrder.of(config.labels(), labels);
        boolean as =
                config.multiLabel() || !model.hasClassifier() || config.labels().equals(labels);
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
     * The model that a training for the task begins with. Its head is where the task's head begins if it has as many
     * outputs, as in Transformers, in the order of {@link #ordered}; a head of sigmoids is left out. What becomes of a head
     * for other labels is said.
     *
     * @param labels of the task; empty for scores
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

    /** The rows of a matrix, or the numbers of a vector, in another order. */
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
