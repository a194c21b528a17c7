package dev.hskstream.kafka.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
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

/** Reads a completely produced set once, proves that it is complete and writes its manifest as COMPLETE. */
public final class SetSealer {
    private final KafkaConnection connection;
    private final Clock clock;

    /** Creates a sealer that uses the connection. */
    public SetSealer(KafkaConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * Seals the set; does nothing if it is already sealed.
     *
     * @throws UserException if the set is unknown, not produced, incomplete or damaged
     */
    public KnowledgeManifest seal(String set) {
        ManifestStore store = new ManifestStore(connection);
        KnowledgeManifest manifest = store.require(set);
        Topics topics = Topics.of(set);
        OpenedTopics opened = OpenedTopics.of(connection, manifest, topics.knowledge());
        opened.requireReadable();
        opened.sayRemoval();
        if (SetState.of(manifest) != SetState.LOADED) {
            new SetLoss(connection, manifest).requireKnowledge();
        }
        if (SetState.of(manifest) == SetState.COMPLETE) {
            return manifest;
        }
        requireOwn(opened, topics);
        try (TopicScan<Long, KnowledgeRecord> scan =
                new TopicScan<>(connection, topics.knowledge(), topics.sealGroup(), new LongDeserializer())) {
            Map<Integer, TopicScan.Range> ranges = RecordRanges.produced(manifest, scan.ranges());
            SetScan read = SetScan.read(scan, manifest, ranges, "seal", connection.listener());
            SetProof.Proven proven = read.proof().result();
            requireExpected(manifest, proven.digest());
            KnowledgeManifest sealed = store.update(set, now -> KnowledgeManifest.newBuilder(unchanged(manifest, now))
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

    /** Refuses a recreated knowledge topic: it lacks records that the workers' group has committed. */
    private static void requireOwn(OpenedTopics opened, Topics topics) {
        opened.madeAnew(topics.knowledge()).ifPresent(what -> {
            throw new UserException(what + "; run hsk produce --set " + topics.set()
                    + " with the same teacher and options, which makes its records again, then hsk seal");
        });
    }

    /** Refuses the result of the reading if the production started over meanwhile. */
    private static KnowledgeManifest unchanged(KnowledgeManifest before, KnowledgeManifest now) {
        if (SetState.of(now) != SetState.COMPLETE && !now.getPartitions().equals(before.getPartitions())) {
            throw new UserException("set " + now.getSet() + " was begun to be produced again while it was read; run hsk"
                    + " produce to its end, then seal again");
        }
        return now;
    }

    /**
     * A set that was produced again must have its former digest: students may have been trained on it, and copies of it
     * may exist.
     */
    private static void requireExpected(KnowledgeManifest manifest, String digest) {
        if (manifest.getDigest() != null && !manifest.getDigest().equals(digest)) {
            throw new UserException("set " + manifest.getSet() + " was sealed with the digest " + manifest.getDigest()
                    + ", what was produced again has " + digest + "; run hsk produce --again with the --batch-size,"
                    + " --threads and processor of the first time, or make another --set");
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
