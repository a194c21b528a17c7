package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The manifests of all sets, in the compacted topic {@link Topics#MANIFESTS}. The last one under a name counts. Clients
 * are opened and closed with each call: manifests are read a few times in a process's life.
 *
 * <p>Every method throws {@link UserException} if Kafka or the registry fails.
 */
public final class ManifestStore {
    private static final int UPDATE_ATTEMPTS = 10;

    /** About what an update takes. */
    private static final long PAUSE_MILLIS = 500;

    private final KafkaConnection connection;

    /** The manifests that this connection reaches. */
    public ManifestStore(KafkaConnection connection) {
        this.connection = connection;
    }

    /** The manifest of a set, if there is one. */
    public Optional<KnowledgeManifest> find(String set) {
        return Optional.ofNullable(new ManifestReader(connection).read().get(set));
    }

    /**
     * The manifest of a set that must be there.
     *
     * @throws UserException if there is none; the message lists the sets there are
     */
    public KnowledgeManifest require(String set) {
        Map<String, KnowledgeManifest> known = new ManifestReader(connection).read();
        KnowledgeManifest manifest = known.get(set);
        if (manifest == null) {
            String others =
                    known.isEmpty() ? "there is none yet, load one with `hsk load`" : String.join(", ", known.keySet());
            throw new UserException(
                    "no set \"" + set + "\" at " + connection.bootstrapServers() + "; known sets: " + others);
        }
        return manifest;
    }

    /** Every manifest, by name. */
    public List<KnowledgeManifest> all() {
        return List.copyOf(new ManifestReader(connection).read().values());
    }

    /** Makes this the manifest of its set; creates the topic where it is missing. Returns when every replica has it. */
    public void put(KnowledgeManifest manifest) {
        TopicCreation.manifests(connection);
        try (KafkaProducer<String, KnowledgeManifest> producer = producer(Map.of())) {
            producer.send(record(manifest)).get();
        } catch (ExecutionException e) {
            throw failed(manifest, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(manifest, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(manifest, e);
        }
    }

    /**
     * Changes a manifest as if nobody else could: of several processes that change the same set's at one time, each sees
     * what the one before it wrote.
     *
     * @param change from the manifest as it is to what it should be; may throw to refuse, may return it unchanged
     * @return what it is now
     * @throws UserException if there is no such set
     */
    public KnowledgeManifest update(String set, UnaryOperator<KnowledgeManifest> change) {
        KnowledgeManifest now = require(set);
        if (change.apply(now).equals(now)) {
            return now;
        }
        String transactionalId = "hsk." + set + ".manifest";
        for (int attempt = 1; ; attempt++) {
            // The later of two producers with one transactional id fences the earlier, whose commit then fails.
            try (KafkaProducer<String, KnowledgeManifest> producer =
                    producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId))) {
                producer.initTransactions();
                KnowledgeManifest before = require(set);
                KnowledgeManifest after = change.apply(before);
                if (!after.equals(before)) {
                    producer.beginTransaction();
                    // The commit waits for the record and throws what went wrong with it.
                    Future<RecordMetadata> unused = producer.send(record(after));
                    producer.commitTransaction();
                }
                return after;
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                if (attempt == UPDATE_ATTEMPTS) {
                    throw new UserException(
                            "set " + set + ": others keep changing its manifest; try again when they are done", e);
                }
                pause(attempt);
            } catch (KafkaException e) {
                throw AuthorizationErrors.writing(e, transactionalId);
            }
        }
    }

    /** Processes that fence each other at the same time would do so again; chance and time part them. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ProducerRecord<String, KnowledgeManifest> record(KnowledgeManifest manifest) {
        return new ProducerRecord<>(Topics.MANIFESTS, manifest.getSet(), manifest);
    }

    private KafkaProducer<String, KnowledgeManifest> producer(Map<String, Object> more) {
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.putAll(more);
        return new KafkaProducer<>(properties);
    }

    private static UserException failed(KnowledgeManifest manifest, Throwable cause) {
        return new UserException(
                Topics.MANIFESTS + ": the manifest of set " + manifest.getSet() + " is not written: "
                        + cause.getMessage(),
                cause);
    }
}
