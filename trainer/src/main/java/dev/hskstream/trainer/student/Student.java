package dev.hskstream.trainer.student;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.CarriedFields;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.pretrained.PretrainedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A student before its first step.
 *
 * @param config its shape, with the task's labels
 * @param weights every weight of the shape
 */
public record Student(EncoderConfig config, Map<String, HostTensor> weights) {
    /** What the task requires of the student's head, and the tokenizer of its embeddings. */
    public record Head(List<String> labels, boolean regression, int vocabSize, int maxLength, int padId) {}

    /**
     * Builds the student.
     *
     * @param source the model that its weights are copied from: the one in {@code --init}, or the student's own
     *     directory; null if they are freshly initialised
     * @throws UserException if the student does not fit the set
     */
    public static Student of(StudentSpec spec, @Nullable PretrainedModel source, Head head, long seed) {
        if (spec instanceof StudentSpec.Fresh fresh) {
            return new Student(config(fresh, head), EncoderInit.random(config(fresh, head), seed));
        }
        if (source == null) {
            throw new IllegalArgumentException(
                    "--student " + spec + " takes weights of a model: name the one to copy layers of with --init");
        }
        return complete(
                spec instanceof StudentSpec.CopiedLayers copied ? evenly(source, copied.layers()) : source, head, seed);
    }

    /**
     * A model with the embeddings, the head and {@code layers} = K of the L layers of {@code model}: its layer i is
     * layer rint(i * L / K), counted from 1, so that its last layer is layer L.
     */
    static PretrainedModel evenly(PretrainedModel model, int layers) {
        int all = model.config().layers();
        if (layers > all) {
            throw new IllegalArgumentException(
                    "--student layers:" + layers + " asks for more layers than the " + all + " of the model in --init");
        }
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> {
            if (HfNames.layerOf(name).isEmpty()) {
                weights.put(name, tensor);
            }
        });
        for (int i = 0; i < layers; i++) {
            int to = i;
            Optional<Integer> from = Optional.of(source(i, layers, all));
            model.weights().forEach((name, tensor) -> {
                if (HfNames.layerOf(name).equals(from)) {
                    weights.put(HfNames.inLayer(name, to), tensor);
                }
            });
        }
        return new PretrainedModel(
                model.config().withLayers(layers), weights, model.tokenizerJson(), model.maxLength());
    }

    /** The layer of {@code all} that layer {@code i} of {@code layers} is copied from; both are counted from 0. */
    static int source(int i, int layers, int all) {
        return (int) Math.rint((i + 1.0) * all / layers) - 1;
    }

    private static EncoderConfig config(StudentSpec.Fresh fresh, Head head) {
        Architecture architecture = fresh.architecture();
        return new EncoderConfig(
                architecture,
                head.vocabSize(),
                fresh.hidden(),
                fresh.layers(),
                fresh.heads(),
                fresh.intermediate(),
                Math.max(512, head.maxLength()) + architecture.firstPosition(head.padId()),
                fresh.types(),
                head.padId(),
                1e-12,
                0.1,
                0.1,
                head.labels(),
                head.regression(),
                false,
                CarriedFields.NONE);
    }

    private static Student complete(PretrainedModel model, Head head, long seed) {
        EncoderConfig config = model.config().withLabels(head.labels(), head.regression());
        if (config.vocabSize() < head.vocabSize()) {
            throw new UserException("the student has embeddings for " + config.vocabSize()
                    + " tokens, the set's vocabulary has " + head.vocabSize()
                    + "; take a student with the teacher's vocabulary");
        }
        if (config.maxTokens() < head.maxLength()) {
            throw new UserException("the student takes at most " + config.maxTokens()
                    + " tokens, the set's samples have up to " + head.maxLength());
        }
        return new Student(config, EncoderInit.complete(model.weights(), config, seed));
    }
}
