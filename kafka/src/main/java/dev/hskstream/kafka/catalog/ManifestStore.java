package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaFailure;
import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of all sets, in the compacted topic {@link Topics#MANIFESTS}. The latest record of a set is its
 * manifest.
 *
 * <p>Every method throws a {@link UserException} if Kafka or the registry fails.
 */
public final class ManifestStore {
    private static final int UPDATE_ATTEMPTS = 10;

    /** The approximate duration of an update. */
    private static final long PAUSE_MILLIS = 500;

    private final KafkaConnection connection;

    /** Creates a store that uses this connection. */
    public ManifestStore(KafkaConnection connection) {
        this.connection = connection;
    }

    /** The manifest of a set; empty if there is no such set. */
    public Optional<KnowledgeManifest> find(String set) {
        try (LatestRecords<KnowledgeManifest> reader = new LatestRecords<>(connection, Topics.MANIFESTS)) {
            return Optional.ofNullable(reader.read().get(set));
        }
    }

    /**
     * The manifest of a set that must exist.
     *
     * @throws UserException if there is no such set; the message lists the existing ones
     */
    public KnowledgeManifest require(String set) {
        try (LatestRecords<KnowledgeManifest> reader = new LatestRecords<>(connection, Topics.MANIFESTS)) {
            return require(connection, reader.read(), set);
        }
    }

    static KnowledgeManifest require(KafkaConnection connection, Map<String, KnowledgeManifest> known, String set) {
        KnowledgeManifest manifest = known.get(set);
        if (manifest == null) {
            String others =
                    known.isEmpty() ? "there is none yet, load one with `hsk load`" : String.join(", ", known.keySet());
            throw new UserException(
                    "no set \"" + set + "\" at " + connection.bootstrapServers() + "; known sets: " + others);
        }
        return manifest;
    }

    /** All manifests, in order of set name. */
    public List<KnowledgeManifest> all() {
        try (LatestRecords<KnowledgeManifest> reader = new LatestRecords<>(connection, Topics.MANIFESTS)) {
            return List.copyOf(reader.read().values());
        }
    }

    /** A watch for reading a set's manifest repeatedly. Reads nothing yet. */
    public ManifestWatch watch(String set) {
        return new ManifestWatch(connection, set);
    }

    /**
     * Stores a set's manifest, and creates the topic if it is missing. Returns when all in-sync replicas have the
     * record.
     */
    public void put(KnowledgeManifest manifest) {
        TopicCreation.manifests(connection);
        write(manifest.getSet(), before -> ManifestChange.to(manifest));
    }

    /**
     * Changes a manifest atomically: if several processes change a set's manifest at once, each one's change is applied
     * to the result of the one before.
     *
     * @param change computes the new manifest from the current one; may throw to refuse, and may return it unchanged
     * @return the manifest after the change
     * @throws UserException if there is no such set
     */
    public KnowledgeManifest update(String set, UnaryOperator<KnowledgeManifest> change) {
        return change(set, before -> ManifestChange.to(change.apply(before)));
    }

    /**
     * Changes a manifest as {@link #update} does, and commits consumer group offsets in the same transaction.
     *
     * @param change called again if another process writes at the same time
     */
    public KnowledgeManifest change(String set, Function<KnowledgeManifest, ManifestChange> change) {
        KnowledgeManifest now = require(set);
        try {
            if (change.apply(now).leaves(now)) {
                return now;
            }
        } catch (UserException e) {
            // The refusal is final only if nobody has changed the manifest in the meantime.
            if (require(set).equals(now)) {
                throw e;
            }
        }
        return write(set, before -> change.apply(before == null ? require(set) : before));
    }

    /**
     * Changes a manifest as {@link #change} does, for a set that may not exist yet.
     *
     * @param change computes the change from the current manifest, which is null if there is none
     */
    public KnowledgeManifest write(String set, Function<@Nullable KnowledgeManifest, ManifestChange> change) {
        String id = Topics.of(set).manifestId();
        for (int attempt = 1; ; attempt++) {
            // Of two producers with the same transactional id, the later fences the earlier, whose commit then fails.
            try (ManifestWriter writer = new ManifestWriter(connection, id);
                    LatestRecords<KnowledgeManifest> reader = new LatestRecords<>(connection, Topics.MANIFESTS)) {
                writer.open();
                KnowledgeManifest before = reader.read().get(set);
                ManifestChange after = change.apply(before);
                if (!after.leaves(before)) {
                    writer.commit(after);
                }
                return after.manifest();
            } catch (KafkaException e) {
                if (!ended(e)) {
                    throw refused(set, e, id);
                }
                if (attempt == UPDATE_ATTEMPTS) {
                    throw new UserException(
                            "set " + set + ": others keep changing its manifest; try again when they are done", e);
                }
                pause(attempt);
            }
        }
    }

    /**
     * Whether the brokers ended the transaction. Its producer learns that from several errors: if its commit arrives
     * while the later producer is only being opened, the broker answers that the transaction's state is invalid.
     */
    private static boolean ended(KafkaException error) {
        return KafkaFailure.of(error) == KafkaFailure.PRODUCER_LOST
                || KafkaErrors.causedBy(error, TransactionAbortableException.class);
    }

    private static RuntimeException refused(String set, KafkaException error, String id) {
        if (KafkaErrors.causedBy(error, RecordTooLargeException.class)) {
            return new UserException(
                    "the manifest of set " + set + " is larger than the broker takes: " + KafkaErrors.rootMessage(error)
                            + "; raise max.message.bytes of " + Topics.MANIFESTS
                            + " and max.request.size in --kafka-config",
                    error);
        }
        return AuthorizationErrors.writing(error, id);
    }

    /** Waits for a random time, because processes that fenced each other would otherwise do so again. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
