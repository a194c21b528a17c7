package dev.hskstream.trainer.event;

import dev.hskstream.schemas.avro.EpochCertificate;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.trainer.certificate.EpochProof;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a run on {@code hsk.training-events}. This is the only place that converts it to Avro and back.
 *
 * @param report of the last step; its batch size is not part of the Avro record, and is 0 in an event that was read
 * @param metrics of the evaluation that the event reports; empty in other events
 * @param message why the run failed; null in other events
 * @param epochs the proven epochs, in the event that ends the run; empty in other events
 */
public record RunEvent(
        TrainingEvents.Run run,
        State state,
        Instant time,
        StepReport report,
        TrainingEvents.Plan plan,
        Map<String, Double> metrics,
        @Nullable String message,
        List<EpochProof> epochs) {
    /** What the event reports. */
    public enum State {
        STARTED,
        PROGRESS,
        EVALUATED,
        FINISHED,
        FAILED
    }

    /** The record for the topic. */
    public TrainingEvent toAvro() {
        return TrainingEvent.newBuilder()
                .setRun(run.id())
                .setSet(run.set())
                .setStudent(run.student())
                .setState(state.name())
                .setTime(time)
                .setStep(report.step())
                .setSteps(report.steps())
                .setEpoch(report.epoch())
                .setSamples(report.samples())
                .setLosses(report.losses())
                .setMetrics(metrics)
                .setLearningRate(report.learningRate())
                .setSamplesPerSecond(report.samplesPerSecond())
                .setWaitShare(report.waitShare())
                .setSecondsLeft(report.secondsLeft())
                .setSamplesPlanned(plan.samples())
                .setReplay(plan.replay())
                .setMessage(message)
                .setEpochs(epochs.stream()
                        .map(proof -> new EpochCertificate(
                                proof.epoch(), proof.stage(), (long) proof.samples(), proof.order()))
                        .toList())
                .build();
    }

    /**
     * Reads a record of the topic.
     *
     * @throws IllegalArgumentException if this version does not know its state
     */
    public static RunEvent of(TrainingEvent event) {
        return new RunEvent(
                new TrainingEvents.Run(event.getRun(), event.getSet(), event.getStudent()),
                State.valueOf(event.getState()),
                event.getTime(),
                new StepReport(
                        event.getStep(),
                        event.getSteps(),
                        event.getEpoch(),
                        event.getSamples(),
                        0,
                        event.getLosses(),
                        event.getLearningRate(),
                        event.getSamplesPerSecond(),
                        event.getWaitShare(),
                        event.getSecondsLeft()),
                new TrainingEvents.Plan(event.getSamplesPlanned(), event.getReplay()),
                event.getMetrics(),
                event.getMessage(),
                event.getEpochs().stream()
                        .map(epoch -> new EpochProof(
                                epoch.getEpoch(),
                                epoch.getStage(),
                                Math.toIntExact(epoch.getSamples()),
                                epoch.getOrder()))
                        .toList());
    }
}
