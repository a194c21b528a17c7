package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.avro.TokenizerPart;
import dev.hskstream.schemas.layout.Topics;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The tokenizers of all sets, each once, in the compacted topic {@link Topics#TOKENIZERS}: one of several MB would not fit
 * into a manifest, and whoever lists sets would read them all. Manifests of earlier versions hold their own.
 */
public final class TokenizerStore {
    private final KafkaConnection connection;

    /** The tokenizers that this connection reaches. */
    public TokenizerStore(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * The manifest with its tokenizer in it, wherever it was.
     *
     * @throws UserException if the topic does not hold it
     */
    public KnowledgeManifest resolve(KnowledgeManifest manifest) {
        Tokenizer tokenizer = manifest.getTokenizer();
        if (tokenizer == null || tokenizer.getJson().hasRemaining()) {
            return manifest;
        }
        String json = find(tokenizer.getFingerprint())
                .orElseThrow(() -> new UserException(Topics.TOKENIZERS + " does not hold the tokenizer "
                        + tokenizer.getFingerprint() + " that set " + manifest.getSet()
                        + " was made with; run hsk produce --set " + manifest.getSet()
                        + " with its teacher once more: it stores the tokenizer again"));
        return KnowledgeManifest.newBuilder(manifest)
                .setTokenizer(Tokenizer.newBuilder(tokenizer)
                        .setJson(CompressedTokenizer.pack(json))
                        .build())
                .build();
    }

    /** Whether every part of a tokenizer is there. */
    public boolean holds(String fingerprint) {
        return find(fingerprint).isPresent();
    }

    private Optional<String> find(String fingerprint) {
        SortedMap<Integer, TopicScan.Range> ranges = TopicOffsets.of(connection, Topics.TOKENIZERS);
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        TokenizerParts parts = new TokenizerParts(fingerprint);
        try (TopicScan<String, TokenizerPart> scan =
                new TopicScan<>(connection, Topics.TOKENIZERS, null, new StringDeserializer())) {
            scan.read(ranges, found -> parts.add(found.key(), found.value()));
        }
        return parts.join();
    }
}
