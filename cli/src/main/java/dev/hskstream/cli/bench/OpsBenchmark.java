package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.StandardCompression;
import dev.hskstream.trainer.objective.BatchAssembly;
import dev.hskstream.trainer.objective.StudentBatch;
import java.util.List;

/**
 * {@code ops.training}: the floating-point operations per second of a student's training steps on batches in memory,
 * divided by those of the fastest large matrix product of the same library.
 *
 * @param weight see {@link Benchmark#weight}
 */
record OpsBenchmark(ModelShape student, SentenceLengths.Fixed lengths, double weight) implements Benchmark {
    @Override
    public String name() {
        return "ops.training." + student.name() + "." + lengths.label();
    }

    @Override
    public Target target() {
        return Target.atLeast(0.6);
    }

    @Override
    public Sides open(Fixtures fixtures) {
        int tokens = lengths.tokens();
        int[] all = lengths.of(StudentTraining.BATCH);
        StudentTraining training = new StudentTraining(student, all.length);
        List<Knowledge> rows = new RandomKnowledge(StandardCompression.compression(), ModelShape.TEACHER).all(all);
        Arena arena = new Arena();
        MatrixPeak peak = new MatrixPeak();
        return new Sides() {
            @Override
            public double first() {
                arena.reset();
                NDManager scope = training.manager().newSubManager();
                StudentBatch batch =
                        BatchAssembly.assemble(training.objective(), scope, arena, rows, SyntheticText.PAD);
                double seconds = Timing.seconds(() -> training.run(batch));
                return StudentTraining.flops(student, all.length, tokens) / seconds;
            }

            @Override
            public double second() {
                return peak.flopsPerSecond();
            }

            @Override
            public void close() {
                peak.close();
                training.close();
            }
        };
    }
}
