package dev.hskstream.trainer.run;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.trainer.certificate.EpochLedger;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a training has done so far: samples, losses, metrics and time, including the parts before it was resumed. */
final class RunHistory {
    private final TrainingPlan plan;
    private final StopWatch times;
    private final EpochLedger ledger;
    private final TrainingCurve curve;
    private final List<String> changes;
    private final double secondsBefore;
    private final long resumedStep;
    private final long resumedSamples;
    private final long start = System.nanoTime();

    private RunHistory(
            TrainingPlan plan,
            StopWatch times,
            EpochLedger ledger,
            TrainingCurve curve,
            List<String> changes,
            double secondsBefore,
            long resumedStep) {
        this.plan = plan;
        this.times = times;
        this.ledger = ledger;
        this.curve = curve;
        this.changes = changes;
        this.secondsBefore = secondsBefore;
        this.resumedStep = resumedStep;
        this.resumedSamples = ledger.trained();
    }

    /** The history of a training that begins now. */
    static RunHistory begin(TrainingPlan plan, StopWatch times, int samples) {
        return new RunHistory(
                plan, times, EpochLedger.of(samples), new TrainingCurve(List.of(), List.of()), List.of(), 0, 0);
    }

    /**
     * The history of a training that resumes now.
     *
     * @param step number of steps done
     * @param changed settings that have changed since the checkpoint
     */
    static RunHistory resume(
            TrainingPlan plan, StopWatch times, int samples, TrainingProgress before, long step, List<String> changed) {
        List<String> changes = new ArrayList<>(before.changes());
        changed.forEach(change -> changes.add("from step " + step + ": " + change));
        return new RunHistory(
                plan,
                times,
                EpochLedger.restore(samples, Objects.requireNonNull(before.ledger())),
                new TrainingCurve(before.losses(), before.evaluations()),
                changes,
                before.seconds(),
                step);
    }

    EpochLedger ledger() {
        return ledger;
    }

    TrainingCurve curve() {
        return curve;
    }

    /** Steps done before the training was resumed; 0 if it was not. */
    long resumedStep() {
        return resumedStep;
    }

    /** Samples trained on before the training was resumed; 0 if it was not. */
    long resumedSamples() {
        return resumedSamples;
    }

    /** Records a step. */
    void step(long done, TrainingPlan.Position at, long[] samples, Map<String, Double> losses) {
        ledger.add(samples);
        if (at.batch() + 1 == plan.stepsPerEpoch()) {
            ledger.epochEnds(at.stage().name());
        }
        curve.step(done, plan.steps(), at.epoch(), losses);
    }

    StepReport report(long done, TrainingPlan.Position at, int batch, Map<String, Double> losses) {
        double elapsed = Math.max(1e-9, ownSeconds());
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

    TrainingProgress progress(long done, BestModel best) {
        curve.flush(done);
        return new TrainingProgress(
                best.metrics(),
                best.step(),
                secondsBefore + ownSeconds(),
                curve.losses(),
                curve.evaluations(),
                ledger.state(),
                changes);
    }

    TrainingResult result(BestModel best) {
        double ownSeconds = ownSeconds();
        return new TrainingResult(
                best.metrics(),
                best.step(),
                plan.steps(),
                resumedStep,
                secondsBefore + ownSeconds,
                (ledger.trained() - resumedSamples) / ownSeconds,
                ledger.proofs(),
                changes,
                times.seconds(),
                curve);
    }

    private double ownSeconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
