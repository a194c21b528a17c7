package dev.hskstream.kafka.catalog;

import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.TokenizerPart;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest is changed to, and what is written with it in one transaction: all of it or nothing.
 *
 * @param tokenizer parts to put into {@code hsk.tokenizers}
 * @param group whose offsets are set
 * @param offsets that the group has committed from then on
 */
public record ManifestChange(
        KnowledgeManifest manifest,
        List<TokenizerPart> tokenizer,
        String group,
        Map<TopicPartition, OffsetAndMetadata> offsets) {
    /** Copies what it is given. */
    public ManifestChange {
        tokenizer = List.copyOf(tokenizer);
        offsets = Map.copyOf(offsets);
    }

    /** Nothing but another manifest. */
    public static ManifestChange to(KnowledgeManifest manifest) {
        return new ManifestChange(manifest, List.of(), "", Map.of());
    }

    /** The same, with a tokenizer's parts. */
    public ManifestChange with(List<TokenizerPart> parts) {
        return new ManifestChange(manifest, parts, group, offsets);
    }

    /** The same, with offsets of a group. */
    public ManifestChange with(String consumers, Map<TopicPartition, OffsetAndMetadata> committed) {
        return new ManifestChange(manifest, tokenizer, consumers, committed);
    }

    /** Whether there is nothing to write. */
    boolean leaves(@Nullable KnowledgeManifest before) {
        return manifest.equals(before) && tokenizer.isEmpty() && offsets.isEmpty();
    }
}
