package dev.hskstream.kafka.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.layout.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.LongDeserializer;

/** Proves a sealed set again: its topic must still hold exactly the records that its manifest describes. */
public final class SetVerifier {
    private static final int NAMED = 3;

    private final KafkaConnection connection;

    /** Creates a verifier that uses the connection. */
    public SetVerifier(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Reads the manifest's offset ranges through the same proof as sealing, then looks for records after them.
     *
     * @param manifest the manifest of a sealed set
     * @return the differences, one phrase each; empty if there are none
     * @throws UserException if the topic's offsets cannot be read
     */
    public List<String> verify(KnowledgeManifest manifest) {
        String topic = Topics.of(manifest.getSet()).knowledge();
        OpenedTopics opened = OpenedTopics.of(connection, manifest, topic);
        opened.sayRemoval();
        Optional<String> unreadable = opened.unreadable();
        if (unreadable.isPresent()) {
            return List.of(unreadable.get());
        }
        Optional<TopicLoss> loss = new SetLoss(connection, manifest).knowledge("Read");
        if (loss.isPresent()) {
            return List.of(loss.get().describe());
        }
        SortedMap<Integer, TopicScan.Range> now = TopicOffsets.of(connection, topic);
        SortedMap<Integer, TopicScan.Range> sealed = SealedRanges.of(manifest);
        List<String> differences = new ArrayList<>(read(topic, manifest, sealed));
        differences.addAll(behind(topic, sealed, now));
        return differences;
    }

    private List<String> read(String topic, KnowledgeManifest manifest, Map<Integer, TopicScan.Range> sealed) {
        try (TopicScan<Long, KnowledgeRecord> scan = new TopicScan<>(connection, topic, null, new LongDeserializer())) {
            SetScan read = SetScan.read(scan, manifest, sealed, "verify", connection.listener());
            return Differences.of(manifest, read.proof(), read::records, read.bytes());
        } catch (UserException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Describes committed records after the sealed end offsets: they are not part of the set, and nothing should have
     * written them.
     */
    private List<String> behind(String topic, Map<Integer, TopicScan.Range> sealed, Map<Integer, TopicScan.Range> now) {
        Map<Integer, TopicScan.Range> ranges = new TreeMap<>();
        now.forEach((partition, there) -> {
            TopicScan.Range range = sealed.get(partition);
            ranges.put(partition, new TopicScan.Range(range == null ? there.start() : range.end(), there.end()));
        });
        List<String> places = new ArrayList<>();
        long[] count = {0};
        try (TopicScan<byte[], byte[]> scan = TopicScan.raw(connection, topic)) {
            scan.read(ranges, record -> {
                if (count[0]++ < NAMED) {
                    places.add(TopicScan.place(record));
                }
            });
        }
        if (places.isEmpty()) {
            return List.of();
        }
        return List.of(count[0] + (count[0] == 1 ? " record was" : " records were") + " written after it was sealed: "
                + String.join(", ", places) + (count[0] > NAMED ? ", ..." : ""));
    }
}
