package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the manifests topic from its start to the end it has when reading begins. */
final class ManifestReader {
    private final KafkaConnection connection;

    ManifestReader(KafkaConnection connection) {
        this.connection = connection;
    }

    /** By set name; empty where the topic does not exist. */
    SortedMap<String, KnowledgeManifest> read() {
        SortedMap<String, KnowledgeManifest> manifests = new TreeMap<>();
        SortedMap<Integer, TopicScan.Range> ranges = TopicOffsets.of(connection, Topics.MANIFESTS);
        if (ranges.isEmpty()) {
            return manifests;
        }
        try (TopicScan<String, KnowledgeManifest> scan =
                new TopicScan<>(connection, Topics.MANIFESTS, null, new StringDeserializer())) {
            scan.read(ranges, found -> {
                if (found.value() == null) {
                    manifests.remove(found.key());
                } else {
                    manifests.put(found.key(), found.value());
                }
            });
        } catch (KafkaException e) {
            throw new UserException(
                    Topics.MANIFESTS + " at " + connection.bootstrapServers() + " cannot be read: " + e.getMessage(),
                    e);
        }
        return manifests;
    }
}
