package dev.hskstream.cli.bench;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.cache.CacheListener;
import dev.hskstream.schemas.cache.SetCache;
import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.manifest.SealedRanges;
import dev.hskstream.schemas.topic.Topics;
import dev.hskstream.trainer.replay.CachedRows;
import dev.hskstream.trainer.replay.SetReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * {@code replay.first_pass}: records a second from a sealed set's topic into a student's local copy, proven, and from there
 * decoded, over those that a consumer without any deserializer fetches from the same topic.
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
                return manifest.getSamples() / Timing.seconds(this::copyAndDecode);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                TemporaryFiles.delete(copies);
            }
        }

        private void copyAndDecode() {
            SetReader reader = new SetReader(connection, manifest);
            CachedRows rows = new CachedRows(
                    manifest, new SetCache(copies, CacheListener.SILENT).open(manifest, reader::records));
            long tokens = 0;
            for (int i = 0; i < rows.size(); i++) {
                Knowledge row = rows.row(i);
                tokens += row.tokenIds().length;
            }
            if (tokens < rows.size()) {
                throw new IllegalStateException("rows without tokens");
            }
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
            Map<String, Object> properties = connection.consumerProperties();
            properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            String topic = Topics.of(manifest.getSet()).knowledge();
            Map<TopicPartition, Long> ends = SealedRanges.of(manifest).entrySet().stream()
                    .collect(Collectors.toMap(
                            range -> new TopicPartition(topic, range.getKey()),
                            range -> range.getValue().end()));
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
                consumer.assign(ends.keySet());
                consumer.seekToBeginning(List.copyOf(ends.keySet()));
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    consumer.poll(Duration.ofMillis(100));
                }
            }
        }
    }
}
