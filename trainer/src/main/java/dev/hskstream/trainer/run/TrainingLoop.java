package dev.hskstream.trainer.run;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.formats.NonFiniteTensorException;
import dev.hskstream.model.formats.TensorSource;
import dev.hskstream.model.tensor.HostMemory;
import dev.hskstream.trainer.certificate.EpochLedger;
import dev.hskstream.trainer.checkpoint.Checkpoint;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.evaluation.NonFiniteOutputException;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.optimizer.AdamW;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String NO_OUTPUTS = "the weights that it left give outputs that are not finite";

    /** Rows that tell whether weights give finite outputs at all. */
    private static final int PROBE = 8;

    private final EncoderParameters parameters;
    private final Map<String, TensorSource> weights;
    private final RunSpec spec;
    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final Evaluator evaluator;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final AdamW optimizer;
    private final TrainingStep step;
    private final StopWatch times = new StopWatch();

    /** Steps after which a checkpoint is to be written as soon as its weights have proven sound; 0 for none. */
    private long due;

    private EpochLedger ledger;
    private List<String> changes = List.of();
    private TrainingCurve curve = new TrainingCurve(List.of(), List.of());
    private double secondsBefore;
    private long start;
    private long resumedStep;
    private long resumedSamples;

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
        this.ledger = EpochLedger.of(spec.data().epochs().samples());
        this.evaluator =
                new Evaluator(encoder, spec.model().padId(), spec.data().metrics());
        this.listener = listener;
        this.stop = stop;
        this.optimizer = new AdamW(encoder.ops(), parameters, settings.weightDecay());
        this.step = new TrainingStep(encoder, parameters, optimizer, settings, times);
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
            store.latest(identity, force).ifPresentOrElse(found -> resume(found, best), this::requireFiniteStart);
            start = System.nanoTime();
            train(best, kept -> store.save(checkpoint(kept, identity, best)));
            parameters.restore(best.weights());
            return result(best);
        }
    }

    /** Writes a checkpoint after so many steps. */
    private interface Keeper {
        void keep(long done);
    }

    private void train(BestModel best, Keeper keeper) {
        long done = resumedStep;
        boolean evaluated = evaluateWhatWasLeft(done, best);
        try (Prefetcher batches = new Prefetcher(spec, plan, parameters.manager(), resumedStep, ledger.seen())) {
            while (evaluated && done < plan.steps() && !stop.getAsBoolean()) {
                Optional<StudentBatch> batch = times.measure("data", () -> batches.next(stop));
                if (batch.isPresent()) {
                    evaluated = one(done++, batch.get(), best, keeper);
                }
            }
        }
        if (done < plan.steps() || !evaluated) {
            if (done > resumedStep) {
                requireFiniteOutputs(done);
                keep(done, keeper);
            }
            throw new StoppedException(
                    "stopped after step " + done + " of " + plan.steps() + "; run it again to go on from there");
        }
    }

    /** There is no next step that would tell whether the weights are sound, so a few rows have to. */
    private void requireFiniteOutputs(long done) {
        try {
            evaluator.evaluate(
                    parameters,
                    spec.data().dev().stream()
                            .limit(1)
                            .map(split -> split.first(PROBE))
                            .toList());
        } catch (NonFiniteOutputException e) {
            throw DivergedException.in(done, plan.at(done - 1), NO_OUTPUTS);
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
        ledger.add(batch.samples());
        if (at.batch() + 1 == plan.stepsPerEpoch()) {
            ledger.epochEnds(at.stage().name());
        }
        curve.step(done + 1, plan.steps(), at.epoch(), losses);
        listener.step(report(done + 1, at, batch.samples().length, losses));
        boolean stageEnds = at.stageStep() + 1 == at.stageSteps();
        if (stageEnds) {
            curve.flush(done + 1);
        }
        return !evaluationDue(done + 1, at) || times.measure("evaluation", () -> evaluate(done + 1, at, best));
    }

    private boolean checkpointDue(long done) {
        return settings.checkpointEvery() > 0 && done % settings.checkpointEvery() == 0 && done < plan.steps();
    }

    private boolean evaluationDue(long done, TrainingPlan.Position at) {
        if (!at.stage().objective().weights().predictions()) {
            return false;
        }
        boolean epochEnds = at.batch() + 1 == plan.stepsPerEpoch();
        boolean due = settings.evaluateEvery() > 0 ? done % settings.evaluateEvery() == 0 : epochEnds;
        return due || done == plan.steps();
    }

    /** A training that was stopped during an evaluation has a checkpoint of the weights that were to be evaluated. */
    private boolean evaluateWhatWasLeft(long done, BestModel best) {
        if (done == 0 || curve.lastEvaluated() == done) {
            return true;
        }
        TrainingPlan.Position at = plan.at(done - 1);
        return !evaluationDue(done, at) || times.measure("evaluation", () -> evaluate(done, at, best));
    }

    /** Returns false where it was broken off because the training is to stop. */
    private boolean evaluate(long done, TrainingPlan.Position at, BestModel best) {
        Optional<Map<String, Double>> found;
        boolean better = false;
        try {
            found = evaluator.evaluateUnless(stop, parameters, spec.data().dev());
            if (found.isPresent()) {
                requireFinite(found.get(), done, at);
                better = best.offer(found.get(), done);
            }
        } catch (NonFiniteOutputException e) {
            throw DivergedException.in(done, at, NO_OUTPUTS);
        } catch (NonFiniteTensorException e) {
            throw DivergedException.in(done, at, e);
        }
        if (found.isPresent()) {
            Map<String, Double> metrics = found.get();
            curve.evaluated(done, at.epoch(), metrics.values().iterator().next());
            listener.evaluated(done, at.epoch(), metrics, better);
        }
        return found.isPresent();
    }

    private static void requireFinite(Map<String, Double> metrics, long done, TrainingPlan.Position at) {
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw DivergedException.in(done, at, "the metric " + name + " is " + value);
            }
        });
    }

    private void requireFiniteStart() {
        weights.forEach((name, weight) ->
                FiniteCheck.require("the model to start from is damaged: its weight " + name, weight.values()));
    }

    private StepReport report(long done, TrainingPlan.Position at, int batch, Map<String, Double> losses) {
        double elapsed = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
        return new StepReport(
                done,
                plan.steps(),
                at.epoch(),
                ledger.trained(),
                batch,
                losses,
                at.learningRate(),
                (ledger.trained() - resumedSamples) / elapsed,
                times.seconds("data") / elapsed,
                elapsed / (done - resumedStep) * (plan.steps() - done));
    }

    private TrainingResult result(BestModel best) {
        double ownSeconds = (System.nanoTime() - start) / 1e9;
        return new TrainingResult(
                best.metrics(),
                best.step(),
                plan.steps(),
                resumedStep,
                seconds(),
                (ledger.trained() - resumedSamples) / ownSeconds,
                ledger.proofs(),
                changes,
                times.seconds(),
                curve);
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - start) / 1e9;
    }

    private Checkpoint<TensorSource> checkpoint(long done, RunSettings identity, BestModel best) {
        curve.flush(done);
        TrainingProgress now = new TrainingProgress(
                best.metrics(), best.step(), seconds(), curve.losses(), curve.evaluations(), ledger.state(), changes);
        return new Checkpoint<>(
                done,
                identity.all(),
                weights,
                HostMemory.sources(optimizer.tensors()),
                new LinkedHashMap<>(best.weights()),
                now.toJson());
    }

    private void resume(CheckpointStore.Resumption found, BestModel best) {
        TrainingProgress progress = TrainingProgress.fromJson(found.checkpoint().progress());
        parameters.restore(found.checkpoint().weights());
        optimizer.restore(found.checkpoint().moments());
        best.resume(found.checkpoint().best(), progress.bestMetrics(), progress.bestStep());
        secondsBefore = progress.seconds();
        curve = new TrainingCurve(progress.losses(), progress.evaluations());
        ledger = EpochLedger.restore(spec.data().epochs().samples(), Objects.requireNonNull(progress.ledger()));
        changes = new ArrayList<>(progress.changes());
        found.changes()
                .forEach(change -> changes.add("from step " + found.checkpoint().step() + ": " + change));
        resumedStep = found.checkpoint().step();
        resumedSamples = ledger.trained();
        listener.resumed(resumedStep, plan.steps(), resumedSamples);
    }
}
