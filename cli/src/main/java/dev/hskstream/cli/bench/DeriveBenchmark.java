package dev.hskstream.cli.bench;

import dev.hskstream.base.work.StopRequest;
import dev.hskstream.monitor.derive.Derivation;
import dev.hskstream.monitor.derive.WantedCompression;
import dev.hskstream.producer.teach.Extract;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.StandardCompression;
import java.time.Clock;
import java.util.Arrays;

/**
 * {@code derive.speedup}: the time in which one worker with a BERT-base produces a set in the standard compression,
 * divided by the time in which it is derived from a set of all hidden states in float32. Both sides end with the sealed
 * set; deriving includes the start of Kafka Streams and the copying of the samples.
 */
record DeriveBenchmark() implements Benchmark {
    /** All hidden states of more tokens do not fit into the largest record that Kafka takes by default. */
    private static final int TOKENS = 26;

    private static final Extract ALL = new Extract(Compression.parse("all", "all", "all", "float32"), true);
    private static final WantedCompression STANDARD = new WantedCompression(
            StandardCompression.DEPTH,
            StandardCompression.LENGTH,
            StandardCompression.WIDTH,
            StandardCompression.VALUES);

    @Override
    public String name() {
        return "derive.speedup";
    }

    @Override
    public Target target() {
        return Target.atLeast(5);
    }

    @Override
    public double weight() {
        return 40;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        int[] lengths = Arrays.stream(new SentenceLengths.Cola().of(fixtures.size(1024, 4096)))
                .map(tokens -> Math.min(tokens, TOKENS))
                .toArray();
        BenchSet source;
        try (ProducedSet full = ProducedSet.of(fixtures, ALL, lengths)) {
            source = full.load();
            full.produce(source);
            full.seal(source);
        }
        ProducedSet produced = ProducedSet.of(fixtures, lengths);
        return new Sides() {
            @Override
            public double first() {
                BenchSet set = produced.load();
                return Timing.seconds(() -> {
                    produced.produce(set);
                    produced.seal(set);
                });
            }

            @Override
            public double second() {
                Derivation derivation =
                        new Derivation(fixtures.kafka().connection(), Clock.systemUTC(), StopRequest.never());
                String set = "bench-derived-" + System.nanoTime();
                return Timing.seconds(() -> derivation.run(source.topics().set(), set, STANDARD));
            }

            /** Producing a block warms up as much as a whole set. */
            @Override
            public void warmUp() {
                produced.produce(produced.loadBlock());
                second();
            }

            @Override
            public void close() {
                produced.close();
            }
        };
    }
}
