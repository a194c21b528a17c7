package dev.hskstream.trainer.replay;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.copy.RecordSource;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.record.SampleFields;
import dev.hskstream.trainer.order.OffsetRun;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;

/** Reads a sealed set's content: its knowledge records and its dev splits. */
public final class SetReader {
    private final KafkaConnection connection;
    private final KnowledgeManifest manifest;

    /** A reader of the sealed set. */
    public SetReader(KafkaConnection connection, KnowledgeManifest manifest) {
        this.connection = connection;
        this.manifest = manifest;
    }

    /**
     * Passes every knowledge record in the manifest's offset ranges to {@code sink}.
     *
     * @throws UserException naming topic, partition and offset of a record that {@code sink} refuses
     */
    public void knowledge(Consumer<KnowledgeRecord> sink) {
        new SetLoss(connection, manifest).requireKnowledge();
        try (TopicScan<Long, KnowledgeRecord> scan =
                new TopicScan<>(connection, topic(), null, new LongDeserializer())) {
            scan.read(SealedRanges.of(manifest), record -> sink.accept(record.value()));
        }
    }

    /**
     * Passes the bytes of every knowledge record in the manifest's offset ranges to {@code sink}. Each record is
     * decoded once to check it. Decoding runs on one thread, {@code sink} on another, while the calling thread fetches.
     *
     * @throws UserException naming topic, partition and offset of a record that is malformed or does not belong to this
     *     set
     */
    public void records(RecordSource.Sink sink) {
        new SetLoss(connection, manifest).requireKnowledge();
        KnowledgeCodec codec = SetCodec.of(manifest);
        try (OrderedHandoff<Decodable> taken = new OrderedHandoff<>("sink", found -> found.into(sink));
                OrderedHandoff<ConsumerRecord<Long, byte[]>> decoded = new OrderedHandoff<>(
                        "decode", found -> taken.add(Decodable.of(codec, found), found.serializedValueSize()));
                TopicScan<Long, byte[]> scan = TopicScan.recordBytes(connection, topic())) {
            scan.read(SealedRanges.of(manifest), found -> decoded.add(found, found.serializedValueSize()));
            decoded.finish();
            taken.finish();
        }
    }

    /** A record that was decoded successfully, kept as bytes. */
    private record Decodable(long sample, ConsumerRecord<Long, byte[]> found) {
        static Decodable of(KnowledgeCodec codec, ConsumerRecord<Long, byte[]> found) {
            long[] sample = new long[1];
            TopicScan.deliver(found, bytes -> {
                KnowledgeRecord record = own(codec, bytes);
                sample[0] = codec.decode(record).sample();
            });
            return new Decodable(sample[0], found);
        }

        void into(RecordSource.Sink sink) {
            TopicScan.deliver(found, bytes -> sink.add(sample, bytes));
        }
    }

    /** Streams the records of the blocks, block by block in the given order. */
    public BlockStream blocks(Iterable<OffsetRun> order) {
        new SetLoss(connection, manifest).requireKnowledge();
        KnowledgeCodec codec = SetCodec.of(manifest);
        TopicScan<Long, byte[]> scan = TopicScan.recordBytes(connection, topic());
        Iterator<OffsetRun> blocks = order.iterator();
        return new BlockStream() {
            @Override
            public boolean read(RecordSource.Sink sink) {
                if (!blocks.hasNext()) {
                    return false;
                }
                OffsetRun block = blocks.next();
                scan.read(
                        Map.of(block.partition(), new TopicScan.Range(block.start(), block.end())),
                        record -> TopicScan.deliver(
                                record, bytes -> sink.add(own(codec, bytes).getSample(), bytes)));
                return true;
            }

            @Override
            public void close() {
                scan.close();
            }
        };
    }

    private String topic() {
        return Topics.of(manifest.getSet()).knowledge();
    }

    private static KnowledgeRecord own(KnowledgeCodec codec, byte[] bytes) {
        KnowledgeRecord record = RecordBytes.parse(ByteBuffer.wrap(bytes));
        codec.checkLineage(record);
        return record;
    }

    /**
     * The dev samples of each split, ordered by index.
     *
     * @throws UserException if the topic does not hold the samples that the manifest counts
     */
    public Map<String, List<Example>> dev() {
        Map<String, List<Example>> splits = new LinkedHashMap<>();
        manifest.getDevSamples().keySet().stream().sorted().forEach(name -> splits.put(name, new ArrayList<>()));
        new SetLoss(connection, manifest).requireDev();
        try (TopicScan<Long, Sample> scan =
                new TopicScan<>(connection, Topics.of(manifest.getSet()).dev(), null, new LongDeserializer())) {
            scan.read(RecordRanges.samplesToRead(manifest.getDevPartitions(), scan.ranges()), record -> {
                List<Example> split = splits.get(record.value().getSplit());
                if (split != null) {
                    split.add(SampleFields.read(record.value(), Example::new));
                }
            });
        }
        manifest.getDevSamples().forEach((name, expected) -> {
            List<Example> examples = splits.getOrDefault(name, new ArrayList<>());
            examples.sort(Comparator.comparingLong(Example::index));
            if (examples.size() != expected) {
                throw new UserException("set " + manifest.getSet() + ": the dev topic holds " + examples.size()
                        + " samples of " + name + ", the manifest says " + expected
                        + "; load the same data again with hsk load --set "
                        + manifest.getSet());
            }
        });
        return splits;
    }
}
