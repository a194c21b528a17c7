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
 * Runs a training from its first step, or from its newest checkpoint, to its last. What a step computes depends on the
 * plan, the settings and the weights before it alone, so a resumed training ends in the same bits.
 *
 * <p><b>Numbers that are none.</b> Losses and gradients are finite before they change anything, weights before they are
 * kept: in a checkpoint, as the best ones, or as the result. Where one is not, the training ends at once. Weights can be
 * finite and useless: a step that was far too large leaves numbers with which every loss is infinite. So a checkpoint is
 * written in the step after the one that it is of, once that has found losses and gradients finite and before it changes
 * anything. What is kept before stays something to go on from.
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

    /** Steps after which a checkpoint is to be written as soon as its weights have proven sound; 0 for none. */
    private long due;

    private RunHistory history;

    /**
     * A training of {@code parameters} in place.
     *
     * @param stop whether to stop as soon as that loses nothing; asked between steps and during waits
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
     * @param store where checkpoints go and a stopped training is looked for
     * @param identity everything that decides the result, compared with the checkpoint's
     * @param force go on under adjustable settings that are others than the checkpoint's
     * @throws DivergedException if losses, gradients or weights are not finite; what the store holds is as it was
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

    /** Writes a checkpoint after so many steps. */
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

    /** Trains on a batch; returns whether the evaluation that belongs behind it, if one does, was not broken off. */
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
