package dev.hskstream.cli.bench;

import java.util.Arrays;

/**
 * {@code size}: bytes a sample that all of a BERT-base's hidden states have in float32, over those that the knowledge
 * topic's log segments have on disk, produced by a worker in the standard compression at CoLA's lengths.
 */
record SizeBenchmark() implements Benchmark {
    private static final int SAMPLES = 512;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public Target target() {
        return Target.atLeast(100);
    }

    @Override
    public double weight() {
        return 6;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        int[] lengths = new SentenceLengths.Cola().of(SAMPLES);
        ProducedSet produced = ProducedSet.of(fixtures, lengths);
        return new Sides() {
            @Override
            public double first() {
                double tokens = Arrays.stream(lengths).average().orElseThrow();
                return (ModelShape.TEACHER.layers() + 1) * tokens * ModelShape.TEACHER.hidden() * Float.BYTES;
            }

            @Override
            public double second() {
                BenchSet set = produced.load();
                produced.produce(set);
                return (double) fixtures.kafka().bytesOnDisk(set.topics().knowledge()) / SAMPLES;
            }

            /** Bytes are the same every time. */
            @Override
            public void warmUp() {}

            @Override
            public void close() {
                produced.close();
            }
        };
    }
}
