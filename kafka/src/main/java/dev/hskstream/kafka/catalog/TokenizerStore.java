package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.avro.TokenizerPart;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The tokenizers of all sets, each stored once, in the compacted topic {@link Topics#TOKENIZERS}. A tokenizer of
 * several MB would not fit into a manifest, and everyone who lists sets would have to read it. Manifests of earlier
 * versions contain their tokenizer.
 */
public final class TokenizerStore {
    private final KafkaConnection connection;

    /** Creates a store that uses this connection. */
    public TokenizerStore(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * Returns the manifest with its tokenizer included, wherever that is stored.
     *
     * @throws UserException if the topic does not contain the tokenizer
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

    /** Whether all parts of a tokenizer are stored. */
    public boolean holds(String fingerprint) {
        return find(fingerprint).isPresent();
    }

    /**
     * Stores a tokenizer. The parts need no transaction, because readers check the digest of the whole. Returns when
     * all in-sync replicas have the records.
     *
     * @throws UserException if the broker refuses a record
     */
    public void put(String fingerprint, String json) {
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        try (KafkaProducer<String, TokenizerPart> producer = new KafkaProducer<>(properties)) {
            List<Future<RecordMetadata>> sent = TokenizerParts.split(fingerprint, json).stream()
                    .map(part -> producer.send(new ProducerRecord<>(Topics.TOKENIZERS, TokenizerParts.key(part), part)))
                    .toList();
            for (Future<RecordMetadata> part : sent) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw refused(fingerprint, e);
        } catch (KafkaException e) {
            throw refused(fingerprint, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static UserException refused(String fingerprint, Exception error) {
        if (KafkaErrors.causedBy(error, AuthorizationException.class)) {
            return AuthorizationErrors.of("Write", "topic " + Topics.TOKENIZERS, error);
        }
        return new UserException(
                Topics.TOKENIZERS + ": the tokenizer " + fingerprint + " is not stored: "
                        + (KafkaErrors.causedBy(error, RecordTooLargeException.class)
                                ? KafkaErrors.firstSentence(error)
                                        + "; raise max.message.bytes of the topic, and max.request.size in --kafka-config,"
                                        + " to 1 MB"
                                : KafkaExplanation.of(error)),
                error);
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
