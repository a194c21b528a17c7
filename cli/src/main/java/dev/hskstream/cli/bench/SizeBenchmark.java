package dev.hskstream.cli.bench;

import java.util.Arrays;

/**
 * {@code size}: the bytes per sample of all hidden states of a BERT-base in float32, divided by the bytes per sample of
 * the knowledge topic's log segments on disk, produced by a worker with the standard compression at CoLA's lengths.
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

            /** Sizes need no warm-up. */
            @Override
            public void warmUp() {}

            @Override
            public void close() {
                produced.close();
            }
        };
    }
}
