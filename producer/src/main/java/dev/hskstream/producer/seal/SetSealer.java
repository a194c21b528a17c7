package dev.hskstream.producer.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
     * @throws UserException if the set is unknown, not produced, incomplete or damaged
     */
    public KnowledgeManifest seal(String set) {
        ManifestStore store = new ManifestStore(connection);
        KnowledgeManifest manifest = store.require(set);
        if (SetState.of(manifest) == SetState.COMPLETE) {
            return manifest;
        }
        String topic = Topics.of(set).knowledge();
        try (TopicScan<Long, KnowledgeRecord> scan =
                new TopicScan<>(connection, topic, "hsk." + set + ".seal", new LongDeserializer())) {
            Map<Integer, TopicScan.Range> ranges = scan.ranges();
            SetScan read = SetScan.read(scan, manifest, ranges, "seal", connection.listener());
            SetProof.Proven proven = read.proof().result();
            KnowledgeManifest sealed = store.update(set, now -> KnowledgeManifest.newBuilder(now)
                    .setState(SetState.COMPLETE.name())
                    .setPartitions(partitions(read, ranges))
                    .setRecordBytes(read.bytes())
                    .setHskShare(proven.hskShare())
                    .setDigest(proven.digest())
                    .setSealed(Instant.ofEpochMilli(clock.millis()))
                    .build());
            scan.commit(ranges);
            return sealed;
        }
    }

    private static List<PartitionRange> partitions(SetScan read, Map<Integer, TopicScan.Range> ranges) {
        List<PartitionRange> partitions = new ArrayList<>();
        new TreeMap<>(ranges)
                .forEach((partition, range) -> partitions.add(PartitionRange.newBuilder()
                        .setPartition(partition)
                        .setStartOffset(range.start())
                        .setEndOffset(range.end())
                        .setRecords(read.records(partition))
                        .build()));
        return partitions;
    }
}
