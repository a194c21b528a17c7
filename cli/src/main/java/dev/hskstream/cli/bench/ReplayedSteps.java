package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.trainer.objective.BatchAssembly;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.run.Prefetcher;
import java.util.ArrayList;
import java.util.List;

/** Times a student's steps in replay, and the same steps on the same batches from memory. */
final class ReplayedSteps implements AutoCloseable {
    private final ReplayedSet set;
    private final StudentTraining training;
    private final Prefetcher replay;
    private final double secondsOfSteps;
    private final Arena arena = new Arena();
    /** The sample indices of each batch of the last replay. */
    private final List<long[]> seen = new ArrayList<>();

    /**
     * The result of one replay.
     *
     * @param samples number of samples trained on
     * @param seconds total time
     * @param waited the part of {@code seconds} spent waiting for batches
     */
    record Took(int samples, double seconds, double waited) {}

    ReplayedSteps(Fixtures fixtures, ModelShape student, SentenceLengths lengths) {
        this.set = ReplayedSet.of(fixtures, lengths);
        this.training = new StudentTraining(student, set.epochs().samples());
        this.replay = set.batches(training);
        this.secondsOfSteps = fixtures.secondsOfSteps();
    }

    StudentTraining training() {
        return training;
    }

    /** Continues the replay for the duration of one repetition. */
    Took replay() {
        seen.clear();
        int samples = 0;
        double waited = 0;
        double took = 0;
        while (took < secondsOfSteps) {
            long start = System.nanoTime();
            StudentBatch batch = replay.next();
            waited += (System.nanoTime() - start) / 1e9;
            seen.add(batch.samples());
            samples += batch.samples().length;
            training.run(batch);
            took += (System.nanoTime() - start) / 1e9;
        }
        return new Took(samples, took, waited);
    }

    /** The decoded rows of each batch of the last replay. */
    List<List<Knowledge>> seen() {
        return seen.stream().map(set::rows).toList();
    }

    /** The time of the last replay's steps with tensors in memory, in seconds, without the assembly of the batches. */
    double inMemory() {
        double seconds = 0;
        for (long[] samples : seen) {
            arena.reset();
            NDManager scope = training.manager().newSubManager();
            StudentBatch batch =
                    BatchAssembly.assemble(training.objective(), scope, arena, set.rows(samples), SyntheticText.PAD);
            seconds += Timing.seconds(() -> training.run(batch));
        }
        return seconds;
    }

    @Override
    public void close() {
        replay.close();
        training.close();
    }
}
