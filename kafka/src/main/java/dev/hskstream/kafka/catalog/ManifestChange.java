package dev.hskstream.kafka.catalog;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A new manifest, and consumer group offsets to be committed in the same transaction.
 *
 * @param manifest the new manifest
 * @param group the consumer group whose offsets are committed
 * @param offsets the offsets to commit for the group
 */
public record ManifestChange(KnowledgeManifest manifest, String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    /** Copies the map. */
    public ManifestChange {
        offsets = Map.copyOf(offsets);
    }

    /** A change of the manifest only. */
    public static ManifestChange to(KnowledgeManifest manifest) {
        return new ManifestChange(manifest, "", Map.of());
    }

    /** The same change, which also commits offsets of a consumer group. */
    public ManifestChange with(String consumers, Map<TopicPartition, OffsetAndMetadata> committed) {
        return new ManifestChange(manifest, consumers, committed);
    }

    /** Whether this changes nothing. */
    boolean leaves(@Nullable KnowledgeManifest before) {
        return manifest.equals(before) && offsets.isEmpty();
    }
}
