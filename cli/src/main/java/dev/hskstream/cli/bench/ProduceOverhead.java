package dev.hskstream.cli.bench;

import dev.hskstream.producer.teach.Teacher;
import java.util.List;

/**
 * {@code produce.overhead}: the time that a worker needs for a set, from its first connection to Kafka to its last
 * commit, divided by the time of the teacher's forward passes alone on the same batches, of which only the logits are
 * read.
 */
record ProduceOverhead() implements Benchmark {
    @Override
    public String name() {
        return "produce.overhead";
    }

    @Override
    public Target target() {
        return Target.atMost(1.05);
    }

    @Override
    public double weight() {
        return 30;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        int[] lengths = new SentenceLengths.Cola().of(fixtures.size(1024, 4096));
        ProducedSet produced = ProducedSet.of(fixtures, lengths);
        List<Teacher.ForwardPasses> forward = produced.forwardPasses();
        return new Sides() {
            @Override
            public double first() {
                BenchSet set = produced.load();
                return Timing.seconds(() -> produced.produce(set));
            }

            @Override
            public double second() {
                return Timing.seconds(() -> forward.forEach(Teacher.ForwardPasses::run));
            }

            /** The broker's first transaction and the process's first forward pass are slow. */
            @Override
            public void warmUp() {
                produced.produce(produced.loadBlock());
                forward.get(0).run();
            }

            @Override
            public void close() {
                produced.close();
            }
        };
    }
}
