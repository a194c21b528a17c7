package dev.hskstream.trainer.run;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.NonFiniteTensorException;
import dev.hskstream.model.formats.TensorSource;
import dev.hskstream.model.tensor.HostMemory;
import dev.hskstream.trainer.checkpoint.Checkpoint;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.optimizer.AdamW;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs a training from its first step, or from its newest checkpoint, to its last. A step's result depends only on the
 * plan, the settings and the state before it, so a resumed training ends with bit-identical weights.
 *
 * <p><b>Numbers that are not finite.</b> Losses and gradients are checked before an update uses them. Weights are
 * checked before they are stored in a checkpoint, as the best weights or as the result. If a number is not finite, the
 * training ends at once. Weights can also be finite but useless: after a step that was far too large, every loss may be
 * infinite. Therefore the checkpoint after step n is written during step n + 1, once its losses and gradients have
 * proven finite and before it updates anything. So a training can always resume from the checkpoints that exist.
 */
public final class TrainingLoop {
    private final EncoderParameters parameters;
    private final Map<String, TensorSource> weights;
    private final RunSpec spec;
    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final Evaluations evaluations;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final AdamW optimizer;
    private final TrainingStep step;
    private final StopWatch times = new StopWatch();

    /**
     * Number of steps after which the pending checkpoint was due; it is written once the next step's losses and
     * gradients are finite. 0 if none is pending.
     */
    private long due;

    private RunHistory history;

    /**
     * A training that changes {@code parameters} in place.
     *
     * @param stop whether to stop; asked between steps and while waiting, and heeded as soon as no work is lost by it
     */
    public TrainingLoop(
            Encoder encoder,
            EncoderParameters parameters,
            RunSpec spec,
            TrainingListener listener,
            BooleanSupplier stop) {
        this.parameters = parameters;
        this.weights = HostMemory.sources(parameters.tensors());
        this.spec = spec;
        this.plan = spec.steps();
        this.settings = spec.plan().settings();
        this.listener = listener;
        this.stop = stop;
        this.optimizer = new AdamW(encoder.ops(), parameters, settings.weightDecay());
        this.step = new TrainingStep(encoder, parameters, optimizer, settings, times);
        this.evaluations = new Evaluations(
                new Evaluator(encoder, spec.model().padId(), spec.data().metrics()),
                parameters,
                spec,
                listener,
                times,
                stop);
        this.history = RunHistory.begin(plan, times, spec.data().epochs().samples());
    }

    /**
     * Trains to the end and leaves the best weights in the parameters.
     *
     * @param store where checkpoints are written, and read when a stopped training is resumed
     * @param identity every setting that affects the result; compared with the checkpoint's
     * @param force resume even if adjustable settings differ from the checkpoint's
     * @throws DivergedException if losses, gradients, weights or outputs are not finite; the store's checkpoints are
     *     unaffected
     * @throws StoppedException if it was asked to stop, once a checkpoint is written
     */
    public TrainingResult run(CheckpointStore store, RunSettings identity, boolean force) {
        try (BestModel best = new BestModel(weights)) {
            history = store.latest(identity, force)
                    .map(found -> resume(found, best))
                    .orElseGet(this::begin);
            train(best, kept -> store.save(checkpoint(kept, identity, best)));
            parameters.restore(best.weights());
            return history.result(best);
        }
    }

    /** Writes a checkpoint of the current state, after {@code done} steps. */
    private interface Keeper {
        void keep(long done);
    }

    private void train(BestModel best, Keeper keeper) {
        long done = history.resumedStep();
        boolean evaluated = evaluations.whatWasLeft(done, best, history.curve());
        try (Prefetcher batches = new Prefetcher(
                spec, plan, parameters.manager(), done, history.ledger().seen())) {
            while (evaluated && done < plan.steps() && !stop.getAsBoolean()) {
                Optional<StudentBatch> batch = times.measure("data", () -> batches.next(stop));
                if (batch.isPresent()) {
                    evaluated = one(done++, batch.get(), best, keeper);
                }
            }
        }
        if (done < plan.steps() || !evaluated) {
            if (done > history.resumedStep()) {
                evaluations.requireFiniteOutputs(done);
                keep(done, keeper);
            }
            throw new StoppedException(
                    "stopped after step " + done + " of " + plan.steps() + "; run it again to go on from there");
        }
    }

    private void keep(long done, Keeper keeper) {
        try {
            times.spend("checkpoint", () -> keeper.keep(done));
        } catch (NonFiniteTensorException e) {
            throw DivergedException.in(done, plan.at(done - 1), e);
        }
    }

    /** Trains on a batch and evaluates if that is due; returns false if the evaluation was interrupted. */
    private boolean one(long done, StudentBatch batch, BestModel best, Keeper keeper) {
        TrainingPlan.Position at = plan.at(done);
        Map<String, Double> losses = step.run(done, at, batch, () -> {
            if (done > 0 && due == done) {
                keep(done, keeper);
            }
            if (at.stageStep() == 0 && done > 0) {
                optimizer.reset();
            }
        });
        due = checkpointDue(done + 1) ? done + 1 : 0;
        history.step(done + 1, at, batch.samples(), losses);
        listener.step(history.report(done + 1, at, batch.samples().length, losses));
        if (at.stageStep() + 1 == at.stageSteps()) {
            history.curve().flush(done + 1);
        }
        return evaluations.after(done + 1, at, best, history.curve());
    }

    private boolean checkpointDue(long done) {
        return settings.checkpointEvery() > 0 && done % settings.checkpointEvery() == 0 && done < plan.steps();
    }

    private RunHistory begin() {
        requireFiniteStart();
        return RunHistory.begin(plan, times, spec.data().epochs().samples());
    }

    private void requireFiniteStart() {
        weights.forEach((name, weight) ->
                FiniteCheck.require("the model to start from is damaged: its weight " + name, weight.values()));
    }

    private Checkpoint<TensorSource> checkpoint(long done, RunSettings identity, BestModel best) {
        return new Checkpoint<>(
                done,
                identity.all(),
                weights,
                HostMemory.sources(optimizer.tensors()),
                new LinkedHashMap<>(best.weights()),
                history.progress(done, best).toJson());
    }

    private RunHistory resume(CheckpointStore.Resumption found, BestModel best) {
        Checkpoint<HostTensor> checkpoint = found.checkpoint();
        TrainingProgress progress = TrainingProgress.fromJson(checkpoint.progress());
        parameters.restore(checkpoint.weights());
        optimizer.restore(checkpoint.moments());
        best.resume(checkpoint.best(), progress.bestMetrics(), progress.bestStep());
        RunHistory resumed = RunHistory.resume(
                plan, times, spec.data().epochs().samples(), progress, checkpoint.step(), found.changes());
        listener.resumed(resumed.resumedStep(), plan.steps(), resumed.resumedSamples());
        return resumed;
    }
}
