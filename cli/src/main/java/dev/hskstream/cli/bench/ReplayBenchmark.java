package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.trainer.loop.Prefetcher;
import dev.hskstream.trainer.loss.StudentBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code replay.overhead}: seconds of a student's step in replay, the wait for its batch included, over those of the same
 * step on a batch that is in memory as tensors already. {@code replay.starvation}: share of the time in replay that the
 * training thread waits for its batch. Both at the shortest step that is measured, of the smallest student at CoLA's
 * lengths, where waiting would show most.
 */
record ReplayBenchmark(Question question) implements Benchmark {
    enum Question {
        OVERHEAD("replay.overhead", 1.03),
        STARVATION("replay.starvation", 0.01);

        private final String label;
        private final double bound;

        Question(String label, double bound) {
            this.label = label;
            this.bound = bound;
        }
    }

    @Override
    public String name() {
        return question.label;
    }

    @Override
    public Target target() {
        return Target.atMost(question.bound);
    }

    @Override
    public double weight() {
        return question == Question.OVERHEAD ? 12 : 7;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        ReplayedSet set = ReplayedSet.of(fixtures, new SentenceLengths.Cola());
        StudentTraining training =
                new StudentTraining(ModelShape.TINYBERT4, set.epochs().samples());
        return new Steps(question, set, training, set.batches(training), fixtures.secondsOfSteps());
    }

    private static final class Steps implements Sides {
        private final Question question;
        private final ReplayedSet set;
        private final StudentTraining training;
        private final Prefetcher replay;
        private final double secondsOfSteps;
        private final Arena arena = new Arena();
        private final List<long[]> seen = new ArrayList<>();
        private double waited;
        private double took;

        Steps(Question question, ReplayedSet set, StudentTraining training, Prefetcher replay, double secondsOfSteps) {
            this.question = question;
            this.set = set;
            this.training = training;
            this.replay = replay;
            this.secondsOfSteps = secondsOfSteps;
        }

        @Override
        public void warmUp() {
            replay(0);
            second();
        }

        @Override
        public double first() {
            replay(secondsOfSteps);
            return question == Question.OVERHEAD ? took : waited;
        }

        @Override
        public double second() {
            return question == Question.OVERHEAD ? inMemory() : took;
        }

        private void replay(double atLeast) {
            seen.clear();
            waited = 0;
            took = 0;
            while (seen.isEmpty() || took < atLeast) {
                long start = System.nanoTime();
                StudentBatch batch = replay.next();
                waited += (System.nanoTime() - start) / 1e9;
                seen.add(batch.samples());
                training.run(batch);
                took += (System.nanoTime() - start) / 1e9;
            }
        }

        private StudentBatch inMemory(long[] samples) {
            arena.reset();
            NDManager scope = training.manager().newSubManager();
            return training.objective().assemble(scope, arena, set.rows(samples), SyntheticText.PAD);
        }

        /** The steps of the last replay once more; laying out is not timed. */
        private double inMemory() {
            double seconds = 0;
            for (long[] samples : seen) {
                StudentBatch batch = inMemory(samples);
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
}
