package dev.hskstream.trainer.run;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.order.EpochSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One training: which model, on which data, in which steps, and where to. */
public record RunSpec(Model model, Data data, Plan plan, Output output) {
    /** Where each step stands. */
    public TrainingPlan steps() {
        return TrainingPlan.of(plan.stages, data.epochs.samples(), plan.settings.batchSize());
    }

    /**
     * What is trained.
     *
     * @param weights the shape's, and what is trained beside it
     * @param maxLength tokens samples are truncated to
     * @param padId the tokenizer's padding
     */
    public record Model(
            EncoderConfig config, Map<String, HostTensor> weights, String tokenizerJson, int maxLength, int padId) {}

    /**
     * What it learns from and is measured on.
     *
     * @param metrics names, the deciding one first
     */
    public record Data(EpochSource epochs, List<DevSplit> dev, List<String> metrics) {}

    /** How it is trained. */
    public record Plan(List<TrainingStage> stages, TrainingSettings settings) {}

    /**
     * Where it goes to, and what becomes of an earlier part of it.
     *
     * @param directory of the model; checkpoints are in {@code DIRECTORY.run} beside it
     */
    public record Output(Path directory, Identity identity, Restart restart) {}

    /**
     * What the training is of, beyond the rest of the specification: no resume may change it.
     *
     * @param values by name, some of them digests
     * @param origins of digests: the options and contents that they come from, each with its value, in the order of how
     *     likely they are meant where the digest differs
     */
    public record Identity(Map<String, String> values, Map<String, Map<String, String>> origins) {}

    /**
     * What to do where a training was stopped.
     *
     * @param anew discard its checkpoints
     * @param force go on although adjustable settings have changed
     * @param keep checkpoints to keep
     */
    public record Restart(boolean anew, boolean force, int keep) {}
}
