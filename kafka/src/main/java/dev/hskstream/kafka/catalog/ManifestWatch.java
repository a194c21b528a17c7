package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.KnowledgeManifest;

/**
 * A look at one set's manifest again and again: the manifests are read once, then only what is new. Not thread-safe.
 *
 * <p>{@link #now} throws {@link dev.hskstream.base.UserException} if Kafka or the registry fails.
 */
public final class ManifestWatch implements AutoCloseable {
    private final KafkaConnection connection;
    private final String set;
    private final ManifestReader reader;

    ManifestWatch(KafkaConnection connection, String set) {
        this.connection = connection;
        this.set = set;
        this.reader = new ManifestReader(connection);
    }

    /** The set's manifest as it is now; throws if there is none. */
    public KnowledgeManifest now() {
        return ManifestStore.require(connection, reader.refresh(), set);
    }

    @Override
    public void close() {
        reader.close();
    }
}
