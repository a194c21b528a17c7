package dev.hskstream.trainer.run;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.order.EpochSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Specifies one training: its model, its data, its steps and its output. */
public record RunSpec(Model model, Data data, Plan plan, Output output) {
    /** The plan that maps each step to its stage, epoch and batch. */
    public TrainingPlan steps() {
        return TrainingPlan.of(plan.stages, data.epochs.samples(), plan.settings.batchSize());
    }

    /**
     * What is trained.
     *
     * @param weights the weights of the configured model, and those trained besides it (the projection)
     * @param maxLength number of tokens that samples are truncated to
     * @param padId the tokenizer's padding id
     */
    public record Model(
            EncoderConfig config, Map<String, HostTensor> weights, String tokenizerJson, int maxLength, int padId) {}

    /**
     * The data that the model is trained and evaluated on.
     *
     * @param metrics names of the metrics; the first decides which weights are best
     */
    public record Data(EpochSource epochs, List<DevSplit> dev, List<String> metrics) {}

    /** How it is trained. */
    public record Plan(List<TrainingStage> stages, TrainingSettings settings) {}

    /**
     * Where the result goes, and how an earlier, stopped part of the training is treated.
     *
     * @param directory the model's directory; checkpoints are in {@code DIRECTORY.run} beside it
     */
    public record Output(Path directory, Identity identity, Restart restart) {}

    /**
     * What identifies the training, besides the rest of the specification. It must not change when the training is
     * resumed.
     *
     * @param values by name, some of them digests
     * @param origins for each value that is a digest, the options and contents that it was computed from, each with its
     *     value, the most likely cause of a difference first
     */
    public record Identity(Map<String, String> values, Map<String, Map<String, String>> origins) {}

    /**
     * What to do if an earlier part of the training was stopped.
     *
     * @param anew discard the earlier checkpoints and start anew
     * @param force resume although adjustable settings have changed
     * @param keep number of checkpoints to keep
     */
    public record Restart(boolean anew, boolean force, int keep) {}
}
