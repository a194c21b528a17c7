package dev.hskstream.trainer.run;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.model.encoder.Bert;
import dev.hskstream.model.encoder.BertParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.trainer.certificate.EpochLedger;
import dev.hskstream.trainer.checkpoint.Checkpoint;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.optimizer.AdamW;
import dev.hskstream.trainer.order.EpochSource;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a training from its first step, or from its newest checkpoint, to its last. What a step computes depends on the
 * plan, the settings and the weights before it alone, so a resumed training ends in the same bits.
 */
public final class TrainingLoop {
    private final BertParameters parameters;
    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final EpochSource epochs;
    private final int padId;
    private final Evaluator evaluator;
    private final List<DevSplit> dev;
    private final TrainingListener listener;
    private final AdamW optimizer;
    private final TrainingStep step;
    private final StopWatch times = new StopWatch();

    private TrainingProgress progress = TrainingProgress.none();
    private EpochLedger ledger;
    private List<String> changes = List.of();
    private TrainingCurve curve = new TrainingCurve(List.of(), List.of());
    private Map<String, HostTensor> best = Map.of();
    /** Whether best is in memory that may be written to, and not in a mapped checkpoint. */
    private boolean bestIsOwn;

    private long start;
    private long resumedStep;
    private long resumedSamples;

    /** A training of {@code parameters} in place. */
    public TrainingLoop(
            Bert bert,
            BertParameters parameters,
            TrainingPlan plan,
            TrainingSettings settings,
            EpochSource epochs,
            Evaluator evaluator,
            List<DevSplit> dev,
            int padId,
            TrainingListener listener) {
        this.parameters = parameters;
        this.plan = plan;
        this.settings = settings;
        this.epochs = epochs;
        this.padId = padId;
        this.ledger = EpochLedger.of(epochs.samples());
        this.evaluator = evaluator;
        this.dev = dev;
        this.listener = listener;
        this.optimizer = new AdamW(bert.ops(), parameters, settings.weightDecay());
        this.step = new TrainingStep(bert, parameters, optimizer, settings, times);
    }

    /**
     * Trains to the end and leaves the best weights in the parameters.
     *
     * @param store where checkpoints go and a stopped training is looked for
     * @param identity everything that decides the result, compared with the checkpoint's
     * @param force go on under adjustable settings that are others than the checkpoint's
     */
    public TrainingResult run(CheckpointStore store, RunSettings identity, boolean force) {
        store.latest(identity, force).ifPresent(this::resume);
        start = System.nanoTime();
        try (Prefetcher batches =
                new Prefetcher(epochs, plan, parameters.manager(), padId, resumedStep, ledger.seen())) {
            for (long done = resumedStep; done < plan.steps(); done++) {
                one(done, batches);
                if (checkpointDue(done + 1)) {
                    long step = done + 1;
                    times.measure("checkpoint", () -> store.save(checkpoint(step, identity)));
                }
            }
        }
        parameters.restore(best);
        return result();
    }

    private TrainingResult result() {
        double ownSeconds = (System.nanoTime() - start) / 1e9;
        return new TrainingResult(
                progress.bestMetrics(),
                progress.bestStep(),
                plan.steps(),
                resumedStep,
                seconds(),
                (ledger.trained() - resumedSamples) / ownSeconds,
                ledger.proofs(),
                changes,
                times.seconds(),
                curve);
    }

    private void one(long done, Prefetcher batches) {
        TrainingPlan.Position at = plan.at(done);
        if (at.stageStep() == 0 && done > 0) {
            optimizer.reset();
        }
        StudentBatch batch = times.measure("data", batches::next);
        Map<String, Double> losses = step.run(done, at, batch);
        ledger.add(batch.samples());
        boolean epochEnds = at.batch() + 1 == plan.stepsPerEpoch();
        if (epochEnds) {
            ledger.epochEnds(at.stage().name());
        }
        curve.step(done + 1, plan.steps(), at.epoch(), losses);
        listener.step(report(done + 1, at, batch.samples().length, losses));
        boolean stageEnds = at.stageStep() + 1 == at.stageSteps();
        if (stageEnds) {
            curve.flush(done + 1);
        }
        if (evaluationDue(done + 1, at)) {
            times.measure("evaluation", () -> evaluate(done + 1, at.epoch()));
        }
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

    private boolean evaluate(long done, int epoch) {
        Map<String, Double> metrics = evaluator.evaluate(parameters, dev);
        Map.Entry<String, Double> deciding = metrics.entrySet().iterator().next();
        double value = deciding.getValue();
        boolean better = value > progress.bestMetrics().getOrDefault(deciding.getKey(), Double.NEGATIVE_INFINITY);
        if (better) {
            keepBest();
            progress = progress.best(metrics, done);
        }
        curve.evaluated(done, epoch, value);
        listener.evaluated(done, epoch, metrics, better);
        return better;
    }

    private void keepBest() {
        if (bestIsOwn) {
            parameters.toHost(best);
        } else {
            best = parameters.toHost();
            bestIsOwn = true;
        }
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

    private double seconds() {
        return progress.seconds() + (System.nanoTime() - start) / 1e9;
    }

    private Checkpoint checkpoint(long done, RunSettings identity) {
        curve.flush(done);
        TrainingProgress now = new TrainingProgress(
                progress.bestMetrics(),
                progress.bestStep(),
                seconds(),
                curve.losses(),
                curve.evaluations(),
                ledger.state(),
                changes);
        return new Checkpoint(done, identity.all(), parameters.toHost(), optimizer.state(), best, now.toJson());
    }

    private void resume(CheckpointStore.Resumption found) {
        Checkpoint checkpoint = found.checkpoint();
        parameters.restore(checkpoint.weights());
        optimizer.restore(checkpoint.moments());
        best = checkpoint.best();
        progress = TrainingProgress.fromJson(checkpoint.progress());
        curve = new TrainingCurve(progress.losses(), progress.evaluations());
        ledger = EpochLedger.restore(epochs.samples(), Objects.requireNonNull(progress.ledger()));
        changes = new ArrayList<>(progress.changes());
        found.changes().forEach(change -> changes.add("from step " + checkpoint.step() + ": " + change));
        resumedStep = checkpoint.step();
        resumedSamples = ledger.trained();
        listener.resumed(resumedStep, plan.steps(), resumedSamples);
    }
}
