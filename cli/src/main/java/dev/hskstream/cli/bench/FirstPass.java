package dev.hskstream.cli.bench;

import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.copy.SetCache;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.trainer.replay.SetReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code replay.first_pass}: the rate at which records are read from a sealed set's topic into a student's local copy,
 * including decoding and the check of the set's digest, divided by the rate of a plain consumer with the same settings
 * and without deserializers.
 */
record FirstPass() implements Benchmark {
    @Override
    public String name() {
        return "replay.first_pass";
    }

    @Override
    public Target target() {
        return Target.atLeast(0.8);
    }

    @Override
    public double weight() {
        return 14;
    }

    @Override
    public Sides open(Fixtures fixtures) {
        KnowledgeManifest manifest = fixtures.set(new SentenceLengths.Cola());
        return new Passes(
                manifest,
                fixtures.kafka().connection(),
                fixtures.kafka().directory().resolve("first-pass"));
    }

    private record Passes(KnowledgeManifest manifest, KafkaConnection connection, Path copies) implements Sides {
        @Override
        public double first() {
            try {
                Files.createDirectories(copies);
                return manifest.getSamples() / Timing.seconds(this::copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                TemporaryFiles.delete(copies);
            }
        }

        private void copy() {
            SetReader reader = new SetReader(connection, manifest);
            new SetCache(copies, WorkListener.SILENT).open(manifest, reader::records);
        }

        @Override
        public double second() {
            return manifest.getSamples() / Timing.seconds(this::fetch);
        }

        @Override
        public void warmUp() {
            for (int i = 0; i < 3; i++) {
                first();
                second();
            }
        }

        private void fetch() {
            String topic = Topics.of(manifest.getSet()).knowledge();
            try (TopicScan<byte[], byte[]> scan = TopicScan.raw(connection, topic)) {
                scan.read(SealedRanges.of(manifest), record -> {});
            }
        }
    }
}
