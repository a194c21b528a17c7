package dev.hskstream.trainer;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.bert.Bert;
import dev.hskstream.model.bert.BertConfig;
import dev.hskstream.model.bert.BertParameters;
import dev.hskstream.model.bert.HfNames;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.weights.HostTensor;
import dev.hskstream.trainer.batch.EpochSource;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.loop.Stage;
import dev.hskstream.trainer.loop.TrainingListener;
import dev.hskstream.trainer.loop.TrainingLoop;
import dev.hskstream.trainer.loop.TrainingPlan;
import dev.hskstream.trainer.loop.TrainingResult;
import dev.hskstream.trainer.loop.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A training from initial weights to a Hugging Face directory. While it runs, its checkpoints are in {@code OUT.run} beside
 * the directory; the directory itself appears at the end, whole.
 *
 * @param weights the shape's, and what is trained beside it
 * @param maxLength tokens samples are truncated to
 * @param padId the tokenizer's padding
 * @param metrics names, the deciding one first
 * @param identity everything beyond the rest of this record that decides the result
 * @param force start anew where there is a checkpoint
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
        List<Stage> stages,
        TrainingSettings settings,
        Map<String, String> identity,
        Path out,
        boolean force) {

    /** The plan's number of steps. */
    TrainingPlan plan() {
        return TrainingPlan.of(stages, epochs.samples(), settings.batchSize());
    }

    /** Trains, saves the best weights and removes the checkpoints. */
    TrainingResult run(TrainingListener listener) {
        CheckpointStore store = new CheckpointStore(runDirectory());
        if (force) {
            store.delete();
        }
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
            TrainingResult result = loop.run(store, fullIdentity(ops));
            save(parameters.toHost());
            store.delete();
            return result;
        }
    }

    private Path runDirectory() {
        Path target = out.toAbsolutePath().normalize();
        return target.resolveSibling(target.getFileName() + ".run");
    }

    private void save(Map<String, HostTensor> trained) {
        Map<String, HostTensor> model = new LinkedHashMap<>();
        HfNames.expected(config, true)
                .keySet()
                .forEach(name -> model.put(name, Objects.requireNonNull(trained.get(name))));
        new PretrainedModel(config, model, tokenizerJson, maxLength).save(out);
    }

    private Map<String, String> fullIdentity(TensorOps ops) {
        Map<String, String> full = new TreeMap<>(identity);
        full.put("data", epochs.identity());
        full.put("shape", config.toJson());
        full.put("seed", Long.toString(settings.seed()));
        full.put("batch size", Integer.toString(settings.batchSize()));
        full.put("weight decay", Double.toString(settings.weightDecay()));
        full.put("gradient norm", Double.toString(settings.maxGradientNorm()));
        full.put("evaluation interval", Integer.toString(settings.evaluateEvery()));
        full.put("metrics", metrics.toString());
        full.put("threads", Integer.toString(Tensors.threads()));
        full.put("operations", ops.name());
        full.put("stages", stages.toString());
        return full;
    }
}
