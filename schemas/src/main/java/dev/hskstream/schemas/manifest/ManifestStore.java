package dev.hskstream.schemas.manifest;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The manifests of all sets, in the compacted topic {@link Topics#MANIFESTS}. The last one under a name counts. Clients
 * are opened and closed with each call: manifests are read a few times in a process's life.
 *
 * <p>Every method throws {@link SchemasException} if Kafka or the registry fails.
 */
public final class ManifestStore {
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
     * @throws SchemasException if there is none; the message lists the sets there are
     */
    public KnowledgeManifest require(String set) {
        Map<String, KnowledgeManifest> known = new ManifestReader(connection).read();
        KnowledgeManifest manifest = known.get(set);
        if (manifest == null) {
            String others =
                    known.isEmpty() ? "there is none yet, load one with `hsk load`" : String.join(", ", known.keySet());
            throw new SchemasException(
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
        try {
            createTopic();
            Map<String, Object> properties = connection.producerProperties();
            try (KafkaProducer<String, KnowledgeManifest> producer = producer(properties)) {
                producer.send(new ProducerRecord<>(Topics.MANIFESTS, manifest.getSet(), manifest))
                        .get();
            }
        } catch (ExecutionException e) {
            throw failed(manifest, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(manifest, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(manifest, e);
        }
    }

    private static KafkaProducer<String, KnowledgeManifest> producer(Map<String, Object> properties) {
        properties.put("key.serializer", StringSerializer.class);
        return new KafkaProducer<>(properties);
    }

    private void createTopic() throws InterruptedException, ExecutionException {
        NewTopic topic = new NewTopic(Topics.MANIFESTS, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try (Admin admin = Admin.create(connection.adminProperties())) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static SchemasException failed(KnowledgeManifest manifest, Throwable cause) {
        return new SchemasException(
                Topics.MANIFESTS + ": the manifest of set " + manifest.getSet() + " is not written: "
                        + cause.getMessage(),
                cause);
    }
}
