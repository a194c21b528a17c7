package dev.hskstream.producer.seal;

import dev.hskstream.console.Progress;
import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.codec.CodecException;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.manifest.ManifestStore;
import dev.hskstream.schemas.manifest.SetCodec;
import dev.hskstream.schemas.manifest.SetState;
import dev.hskstream.schemas.scan.TopicScan;
import dev.hskstream.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;

/** Reads a finished set once, proves it whole, and writes its manifest as COMPLETE. */
public final class SetSealer {
    private final KafkaConnection connection;
    private final Clock clock;

    /** A sealer on the connection. */
    public SetSealer(KafkaConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * Seals the set; a sealed one is left as it is.
     *
     * @throws SchemasException if the set is unknown, not produced, incomplete or damaged
     */
    public KnowledgeManifest seal(String set) {
        ManifestStore store = new ManifestStore(connection);
        KnowledgeManifest manifest = store.require(set);
        if (SetState.of(manifest) == SetState.COMPLETE) {
            return manifest;
        }
        SetProof proof = new SetProof(manifest, SetShape.of(manifest), SetCodec.of(manifest));
        String topic = Topics.of(set).knowledge();
        Tally tally = new Tally();
        try (TopicScan<Long, KnowledgeRecord> scan =
                        new TopicScan<>(connection, topic, "hsk." + set + ".seal", new LongDeserializer());
                Progress progress = Progress.start("seal " + set, manifest.getSamples(), "records")) {
            Map<Integer, TopicScan.Range> ranges = scan.ranges();
            scan.read(ranges, record -> {
                add(proof, record);
                tally.add(record);
                progress.advance(1);
            });
            SetProof.Proven proven = proof.result();
            KnowledgeManifest sealed = store.update(set, now -> KnowledgeManifest.newBuilder(now)
                    .setState(SetState.COMPLETE.name())
                    .setPartitions(tally.partitions(ranges))
                    .setRecordBytes(tally.bytes)
                    .setHskShare(proven.hskShare())
                    .setDigest(proven.digest())
                    .setSealed(Instant.ofEpochMilli(clock.millis()))
                    .build());
            scan.commit(ranges);
            return sealed;
        }
    }

    private static void add(SetProof proof, ConsumerRecord<Long, KnowledgeRecord> record) {
        try {
            proof.add(record.value());
        } catch (CodecException e) {
            throw new SchemasException(
                    record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage(), e);
        }
    }

    private static final class Tally {
        private final Map<Integer, Long> records = new TreeMap<>();
        private long bytes;

        void add(ConsumerRecord<Long, KnowledgeRecord> record) {
            records.merge(record.partition(), 1L, Long::sum);
            bytes += record.serializedValueSize();
        }

        List<PartitionRange> partitions(Map<Integer, TopicScan.Range> ranges) {
            List<PartitionRange> partitions = new ArrayList<>();
            new TreeMap<>(ranges)
                    .forEach((partition, range) -> partitions.add(PartitionRange.newBuilder()
                            .setPartition(partition)
                            .setStartOffset(range.start())
                            .setEndOffset(range.end())
                            .setRecords(records.getOrDefault(partition, 0L))
                            .build()));
            return partitions;
        }
    }
}
