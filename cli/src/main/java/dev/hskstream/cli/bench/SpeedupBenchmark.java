package dev.hskstream.cli.bench;

import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.trainer.order.EpochPlan;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code speedup}: samples per second of a student that replays a set from Kafka, divided by those of the same student
 * on the same batches and with the same losses, but with the teacher, a BERT-base, in the training loop.
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

    /** (teacher forward + student step on all tokens) / student step, summed over the padded batches of one epoch. */
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
        return new Loops(
                new ReplayedSteps(fixtures, student, lengths),
                new TeacherInLoop(fixtures.teacher(), StudentTraining.pairs(student)));
    }

    private record Loops(ReplayedSteps steps, TeacherInLoop teacher) implements Sides {
        @Override
        public double first() {
            ReplayedSteps.Took took = steps.replay();
            return took.samples() / took.seconds();
        }

        @Override
        public double second() {
            List<List<int[]>> batches = steps.seen().stream()
                    .map(rows -> rows.stream().map(Knowledge::tokenIds).toList())
                    .toList();
            StudentTraining training = steps.training();
            double seconds = Timing.seconds(() -> {
                for (List<int[]> ids : batches) {
                    training.run(teacher.batch(training.manager(), ids));
                }
            });
            return batches.stream().mapToInt(List::size).sum() / seconds;
        }

        @Override
        public void close() {
            steps.close();
            teacher.close();
        }
    }
}
