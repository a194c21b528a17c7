package dev.hskstream.trainer.command;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.model.encoder.Bert;
import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.encoder.BertParameters;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.trainer.certificate.Certificate;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.order.EpochSource;
import dev.hskstream.trainer.run.TrainingListener;
import dev.hskstream.trainer.run.TrainingLoop;
import dev.hskstream.trainer.run.TrainingPlan;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingSettings;
import dev.hskstream.trainer.run.TrainingStage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A training from initial weights to a Hugging Face directory. While it runs, its checkpoints are in {@code OUT.run} beside
 * the directory; the directory itself appears at the end, whole.
 *
 * @param weights the shape's, and what is trained beside it
 * @param maxLength tokens samples are truncated to
 * @param padId the tokenizer's padding
 * @param metrics names, the deciding one first
 * @param identity what the training is of, beyond the rest of this record: no resume may change it
 */
record TrainingJob(
        BertConfig config,
        Map<String, HostTensor> weights,
        String tokenizerJson,
        int maxLength,
        int padId,
        EpochSource epochs,
        List<DevSplit> dev,
        List<String> metrics,
        List<TrainingStage> stages,
        TrainingSettings settings,
        Map<String, String> identity,
        Path out,
        Restart restart) {

    /**
     * What to do where a training was stopped.
     *
     * @param anew discard its checkpoints
     * @param force go on although adjustable settings have changed
     * @param keep checkpoints to keep
     */
    record Restart(boolean anew, boolean force, int keep) {}

    /** The plan's number of steps. */
    TrainingPlan plan() {
        return TrainingPlan.of(stages, epochs.samples(), settings.batchSize());
    }

    /** Trains, saves the best weights and removes the checkpoints. */
    @SuppressWarnings("try") // the lock is held, not used
    TrainingResult run(TrainingListener listener) {
        CheckpointStore store = new CheckpointStore(runDirectory(out), restart.keep());
        try (OwnerLock lock = store.lock()) {
            if (restart.anew()) {
                store.clear();
            }
            TrainingResult result = run(store, listener);
            store.delete();
            return result;
        }
    }

    private TrainingResult run(CheckpointStore store, TrainingListener listener) {
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                BertParameters parameters = new BertParameters(manager, weights)) {
            Bert bert = new Bert(config, ops);
            TrainingLoop loop = new TrainingLoop(
                    bert,
                    parameters,
                    plan(),
                    settings,
                    epochs,
                    new Evaluator(bert, padId, metrics),
                    dev,
                    padId,
                    listener);
            TrainingResult result = loop.run(store, runSettings(ops), restart.force());
            save(parameters.toHost(), certificate(result));
            return result;
        }
    }

    /** Where the checkpoints of a training with that result lie. */
    static Path runDirectory(Path out) {
        Path target = out.toAbsolutePath().normalize();
        return target.resolveSibling(target.getFileName() + ".run");
    }

    private Certificate certificate(TrainingResult result) {
        return new Certificate(
                epochs.identity(), settings.seed(), settings.batchSize(), result.epochs(), result.changes());
    }

    private void save(Map<String, HostTensor> trained, Certificate certificate) {
        Map<String, HostTensor> model = new LinkedHashMap<>();
        HfNames.expected(config, true)
                .keySet()
                .forEach(name -> model.put(name, Objects.requireNonNull(trained.get(name))));
        new PretrainedModel(config, model, tokenizerJson, maxLength)
                .save(out, Map.of(Certificate.FILE, certificate.toJson()));
    }

    private RunSettings runSettings(TensorOps ops) {
        Map<String, String> fixed = new TreeMap<>(identity);
        fixed.put("data", epochs.identity());
        fixed.put("shape", config.toJson());
        fixed.put("--seed", Long.toString(settings.seed()));
        fixed.put("--batch-size", Integer.toString(settings.batchSize()));
        fixed.put(
                "epochs",
                stages.stream()
                        .map(stage -> stage.name() + " " + stage.epochs())
                        .collect(Collectors.joining(", ")));
        Map<String, String> adjustable = new TreeMap<>();
        adjustable.put("--weight-decay", Double.toString(settings.weightDecay()));
        adjustable.put("--max-grad-norm", Double.toString(settings.maxGradientNorm()));
        adjustable.put("--evaluate-every", Integer.toString(settings.evaluateEvery()));
        adjustable.put("metrics", metrics.toString());
        adjustable.put("--device", Tensors.deviceName());
        adjustable.put("threads", Integer.toString(Tensors.threads()));
        adjustable.put("operations", ops.name());
        stages.forEach(stage -> adjustable.putAll(stage.settings()));
        return new RunSettings(fixed, adjustable);
    }
}
