package dev.hskstream.kafka.samples;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.TopicCheck;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.avro.SetTopic;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.registry.RegistryClient;
import java.util.Optional;

/**
 * Prepares a set's topics and schemas for writing.
 *
 * @param topics the set's topics
 */
public record TopicPreparation(KafkaConnection connection, Topics topics) {
    /**
     * Registers the schemas, creates missing topics and checks all of them.
     *
     * @param known the manifest of an existing set, whose partition count is kept; empty for a new set
     * @param partitions number of partitions for a new set
     * @return the number of partitions of the samples and knowledge topics
     * @throws UserException if a topic exists with another partition count or unsuitable settings, or the registry
     *     refuses a schema
     */
    public int prepare(Optional<KnowledgeManifest> known, int partitions) {
        int wanted = known.map(this::partitionsOf).filter(count -> count > 0).orElse(partitions);
        registerSchemas();
        TopicCreation.manifests(connection);
        TopicCreation.set(connection, topics, wanted);
        requirePartitions(topics.samples(), wanted);
        requirePartitions(topics.knowledge(), wanted);
        TopicCheck.manifests(connection);
        TopicCheck.set(connection, topics);
        return wanted;
    }

    /**
     * The partition count of an existing set, so that restored samples go to the same partitions; 0 if no topic is
     * left.
     */
    private int partitionsOf(KnowledgeManifest manifest) {
        for (SetTopic topic : manifest.getTopics()) {
            if (topic.getName().equals(topics.samples())) {
                return topic.getPartitions();
            }
        }
        int samples = TopicOffsets.of(connection, topics.samples(), "Write").size();
        if (samples > 0) {
            return samples;
        }
        int knowledge = TopicOffsets.of(connection, topics.knowledge(), "Write").size();
        return knowledge > 0 ? knowledge : manifest.getPartitions().size();
    }

    /** Registers the schemas. This comes first, so that no topics are left behind if the registry refuses a schema. */
    private void registerSchemas() {
        RegistryClient registry = connection.registry();
        registry.registerGuarded(Topics.MANIFESTS + "-value", KnowledgeManifest.getClassSchema());
        registry.registerGuarded(topics.samples() + "-value", Sample.getClassSchema());
        registry.registerGuarded(topics.dev() + "-value", Sample.getClassSchema());
        registry.registerGuarded(topics.knowledge() + "-value", KnowledgeRecord.getClassSchema());
    }

    private void requirePartitions(String topic, int partitions) {
        int there = TopicOffsets.of(connection, topic, "Write").size();
        if (there != partitions) {
            throw new UserException("topic " + topic + " is there already with " + there + " partitions, not "
                    + partitions + "; pass --partitions " + there + ", or load under another --set name");
        }
    }
}
