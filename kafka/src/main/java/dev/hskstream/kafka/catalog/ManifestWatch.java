package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;

/**
 * Reads one set's manifest repeatedly: reads all manifests once, and after that only new records. Not thread-safe.
 *
 * <p>{@link #now} throws a {@link dev.hskstream.base.UserException} if Kafka or the registry fails.
 */
public final class ManifestWatch implements AutoCloseable {
    private final KafkaConnection connection;
    private final String set;
    private final LatestRecords<KnowledgeManifest> reader;

    ManifestWatch(KafkaConnection connection, String set) {
        this.connection = connection;
        this.set = set;
        this.reader = new LatestRecords<>(connection, Topics.MANIFESTS);
    }

    /** The set's current manifest. Throws if there is none. */
    public KnowledgeManifest now() {
        return ManifestStore.require(connection, reader.refresh(), set);
    }

    @Override
    public void close() {
        reader.close();
    }
}
