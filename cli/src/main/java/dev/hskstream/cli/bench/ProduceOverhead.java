package dev.hskstream.cli.bench;

/**
 * {@code produce.overhead}: seconds that a worker needs for a set, from its first contact with Kafka to its last commit,
 * over those of the teacher's forward passes on the same batches, with the same results asked for and left alone.
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
        BareForward forward = new BareForward(fixtures.teacher(), lengths);
        return new Sides() {
            @Override
            public double first() {
                BenchSet set = produced.load();
                return Timing.seconds(() -> produced.produce(set));
            }

            @Override
            public double second() {
                return Timing.seconds(forward::run);
            }

            /** The first transaction of a broker and the first forward pass of a process are slow. */
            @Override
            public void warmUp() {
                forward.warmUp();
            }

            @Override
            public void close() {
                forward.close();
                produced.close();
            }
        };
    }
}
