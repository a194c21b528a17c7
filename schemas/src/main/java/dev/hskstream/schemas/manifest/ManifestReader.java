package dev.hskstream.schemas.manifest;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.scan.TopicOffsets;
import dev.hskstream.schemas.scan.TopicScan;
import dev.hskstream.schemas.topic.Topics;
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
            throw new SchemasException(
                    Topics.MANIFESTS + " at " + connection.bootstrapServers() + " cannot be read: " + e.getMessage(),
                    e);
        }
        return manifests;
    }
}
