package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
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
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of all sets, in the compacted topic {@link Topics#MANIFESTS}. The last one under a name counts.
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
        try (ManifestReader reader = new ManifestReader(connection)) {
            return Optional.ofNullable(reader.read().get(set));
        }
    }

    /**
     * The manifest of a set that must be there.
     *
     * @throws UserException if there is none; the message lists the sets there are
     */
    public KnowledgeManifest require(String set) {
        try (ManifestReader reader = new ManifestReader(connection)) {
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

    /** Every manifest, by name. */
    public List<KnowledgeManifest> all() {
        try (ManifestReader reader = new ManifestReader(connection)) {
            return List.copyOf(reader.read().values());
        }
    }

    /** A set's manifest, to be looked at again and again; reads nothing yet. */
    public ManifestWatch watch(String set) {
        return new ManifestWatch(connection, set);
    }

    /** Makes this the manifest of its set; creates the topic where it is missing. Returns when every replica has it. */
    public void put(KnowledgeManifest manifest) {
        TopicCreation.manifests(connection);
        write(manifest.getSet(), before -> ManifestChange.to(manifest));
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
        return change(set, before -> ManifestChange.to(change.apply(before)));
    }

    /**
     * {@link #update}, with more that is written in the same transaction.
     *
     * @param change is asked more than once where others write at the same time
     */
    public KnowledgeManifest change(String set, Function<KnowledgeManifest, ManifestChange> change) {
        KnowledgeManifest now = require(set);
        if (change.apply(now).leaves(now)) {
            return now;
        }
        return write(set, before -> change.apply(before == null ? require(set) : before));
    }

    /**
     * {@link #change} for a set that may not be there yet.
     *
     * @param change from the manifest as it is, null where there is none
     */
    public KnowledgeManifest write(String set, Function<@Nullable KnowledgeManifest, ManifestChange> change) {
        String id = Topics.of(set).manifestId();
        for (int attempt = 1; ; attempt++) {
            // The later of two producers with one transactional id fences the earlier, whose commit then fails.
            try (ManifestWriter writer = new ManifestWriter(connection, id);
                    ManifestReader reader = new ManifestReader(connection)) {
                writer.open();
                KnowledgeManifest before = reader.read().get(set);
                ManifestChange after = change.apply(before);
                if (!after.leaves(before)) {
                    writer.commit(after);
                }
                return after.manifest();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                if (attempt == UPDATE_ATTEMPTS) {
                    throw new UserException(
                            "set " + set + ": others keep changing its manifest; try again when they are done", e);
                }
                pause(attempt);
            } catch (KafkaException e) {
                throw refused(set, e, id);
            }
        }
    }

    private static RuntimeException refused(String set, KafkaException error, String id) {
        if (KafkaErrors.causedBy(error, RecordTooLargeException.class)) {
            return new UserException(
                    "the manifest of set " + set + " is larger than the broker takes: " + KafkaErrors.rootMessage(error)
                            + "; raise max.message.bytes of " + Topics.MANIFESTS + " and " + Topics.TOKENIZERS
                            + ", and max.request.size in --kafka-config",
                    error);
        }
        return AuthorizationErrors.writing(error, id);
    }

    /** Processes that fence each other at the same time would do so again; chance and time part them. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
