package dev.hskstream.trainer.command;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.console.Shutdown;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.HostMemory;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.trainer.certificate.Certificate;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.run.RunSpec;
import dev.hskstream.trainer.run.TrainingListener;
import dev.hskstream.trainer.run.TrainingLoop;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingSettings;
import dev.hskstream.trainer.run.TrainingStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A training from initial weights to a Hugging Face directory. While it runs, its checkpoints are in {@code OUT.run} beside
 * the directory; the directory itself appears at the end, whole.
 */
record TrainingJob(RunSpec spec) {
    /** How long writing the last checkpoint may take after the process was asked to end; then it is aborted. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    /**
     * Trains, saves the best weights, and then removes the checkpoints: they are removed only once the model is on
     * disk.
     *
     * @throws dev.hskstream.base.work.StoppedException if the process was asked to end, once a checkpoint is written
     */
    @SuppressWarnings("try") // the section is open, not used
    TrainingResult run(TrainingListener listener) {
        StopRequest stop = Shutdown.request();
        try (StopRequest.Section section = stop.handled(GRACE, () -> {})) {
            return run(listener, stop::requested);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private TrainingResult run(TrainingListener listener, BooleanSupplier stop) {
        RunSpec.Restart restart = spec.output().restart();
        CheckpointStore store =
                new CheckpointStore(runDirectory(spec.output().directory()), restart.keep(), listener::notice);
        try (OwnerLock lock = store.lock()) {
            if (restart.anew()) {
                store.clear();
            }
            TrainingResult result = run(store, listener, stop);
            store.delete();
            return result;
        }
    }

    private TrainingResult run(CheckpointStore store, TrainingListener listener, BooleanSupplier stop) {
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                EncoderParameters parameters =
                        new EncoderParameters(manager, spec.model().weights())) {
            Encoder encoder = new Encoder(spec.model().config(), ops);
            TrainingLoop loop = new TrainingLoop(encoder, parameters, spec, listener, stop);
            TrainingResult result =
                    loop.run(store, runSettings(ops), spec.output().restart().force());
            save(parameters, certificate(result));
            return result;
        }
    }

    /** The directory of the checkpoints of a training that writes its model to {@code out}. */
    static Path runDirectory(Path out) {
        Path target = out.toAbsolutePath().normalize();
        return target.resolveSibling(target.getFileName() + ".run");
    }

    private Certificate certificate(TrainingResult result) {
        TrainingSettings settings = spec.plan().settings();
        return new Certificate(
                spec.data().epochs().identity(),
                settings.seed(),
                settings.batchSize(),
                result.epochs(),
                result.changes());
    }

    private void save(EncoderParameters trained, Certificate certificate) {
        try (HostMemory memory = new HostMemory()) {
            Map<String, HostTensor> weights = memory.copy(HostMemory.sources(trained.tensors()));
            Map<String, HostTensor> model = new LinkedHashMap<>();
            HfNames.expected(spec.model().config(), true)
                    .keySet()
                    .forEach(name -> model.put(name, Objects.requireNonNull(weights.get(name))));
            model.forEach(FiniteCheck::require);
            new PretrainedModel(
                            spec.model().config(),
                            model,
                            spec.model().tokenizerJson(),
                            spec.model().maxLength())
                    .save(spec.output().directory(), Map.of(Certificate.FILE, certificate.toJson()));
        }
    }

    private RunSettings runSettings(TensorOps ops) {
        TrainingSettings settings = spec.plan().settings();
        List<TrainingStage> stages = spec.plan().stages();
        Map<String, String> fixed = new TreeMap<>(spec.output().identity().values());
        fixed.put("data", spec.data().epochs().identity());
        fixed.put("shape", spec.model().config().toJson());
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
        adjustable.put("metrics", spec.data().metrics().toString());
        adjustable.put("--device", Tensors.deviceName());
        adjustable.put("threads", Integer.toString(Tensors.threads()));
        adjustable.put("operations", ops.name());
        stages.forEach(stage -> adjustable.putAll(stage.settings()));
        return new RunSettings(fixed, adjustable, spec.output().identity().origins());
    }
}
