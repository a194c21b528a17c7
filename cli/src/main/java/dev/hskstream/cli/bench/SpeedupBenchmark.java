package dev.hskstream.cli.bench;

import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.trainer.batch.EpochPlan;
import dev.hskstream.trainer.loop.Prefetcher;
import dev.hskstream.trainer.loss.StudentBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code speedup}: samples a second of a student that replays a set from Kafka, over those of the same student on the same
 * batches with the same losses and the teacher, a BERT-base, in the loop.
 *
 * @param weight see {@link Benchmark#weight}
 */
record SpeedupBenchmark(ModelShape student, SentenceLengths lengths, double weight) implements Benchmark {
    private static final int COUNTED = 2048;

    @Override
    public String name() {
        return "speedup." + student.name() + "." + lengths.label();
    }

    @Override
    public Target target() {
        return Target.atLeast(3.4);
    }

    /** (teacher forward + student step on all tokens) / student step, over the batches of an epoch as they are padded. */
    @Override
    public OptionalDouble allowed() {
        double teacher = 0;
        double inLoop = 0;
        double own = 0;
        int[] all = lengths.of(COUNTED);
        for (int[] batch : EpochPlan.batches(1, 0, "counted", all, StudentTraining.BATCH)) {
            int tokens = Arrays.stream(batch).map(i -> all[i]).max().orElseThrow();
            teacher += ModelShape.TEACHER.flops(batch.length, tokens).forward();
            inLoop += StudentTraining.flopsInLoop(student, batch.length, tokens);
            own += StudentTraining.flops(student, batch.length, tokens);
        }
        return OptionalDouble.of((teacher + inLoop) / own);
    }

    @Override
    public Sides open(Fixtures fixtures) {
        ReplayedSet set = ReplayedSet.of(fixtures, lengths);
        StudentTraining training = new StudentTraining(student, set.epochs().samples());
        TeacherInLoop teacher = new TeacherInLoop(fixtures.teacher(), StudentTraining.pairs(student));
        return new Loops(set, training, teacher, set.batches(training), fixtures.secondsOfSteps());
    }

    private static final class Loops implements Sides {
        private final ReplayedSet set;
        private final StudentTraining training;
        private final TeacherInLoop teacher;
        private final Prefetcher replay;
        private final double secondsOfSteps;
        /** Samples of each batch of the last replay. */
        private final List<long[]> seen = new ArrayList<>();

        Loops(
                ReplayedSet set,
                StudentTraining training,
                TeacherInLoop teacher,
                Prefetcher replay,
                double secondsOfSteps) {
            this.set = set;
            this.training = training;
            this.teacher = teacher;
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
            return replay(secondsOfSteps);
        }

        private double replay(double atLeast) {
            seen.clear();
            return Timing.ratePerSecond(atLeast, () -> {
                StudentBatch batch = replay.next();
                int samples = batch.samples().length;
                seen.add(batch.samples());
                training.run(batch);
                return samples;
            });
        }

        @Override
        public double second() {
            List<List<int[]>> batches = seen.stream()
                    .map(samples ->
                            set.rows(samples).stream().map(Knowledge::tokenIds).toList())
                    .toList();
            double seconds = Timing.seconds(() -> {
                for (List<int[]> ids : batches) {
                    training.run(teacher.batch(training.manager(), ids));
                }
            });
            return batches.stream().mapToInt(List::size).sum() / seconds;
        }

        @Override
        public void close() {
            replay.close();
            teacher.close();
            training.close();
        }
    }
}
