package dev.hskstream.kafka.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic's current properties on the brokers.
 *
 * @param id assigned by the brokers; a topic that is recreated under the same name gets another one
 * @param replicas number of replicas of the partition with the fewest
 * @param inSync number of in-sync replicas of the partition with the fewest
 * @param config configuration by property name, without properties that the user may not see
 */
record TopicFacts(String name, String id, int partitions, int replicas, int inSync, Map<String, String> config) {

    /** The reason why this cannot be a set's topic; empty if it can. */
    Optional<String> unfitForSet() {
        return compacted().or(this::unwritable);
    }

    /** The reason why a set's topic would lose records to compaction; empty if it is not compacted. */
    Optional<String> compacted() {
        return cleanup().contains("compact")
                ? Optional.of("topic " + name + " has cleanup.policy=" + cleanup()
                        + ", which drops records of a set; set it to delete (kafka-configs.sh --alter --topic " + name
                        + " --add-config cleanup.policy=delete), or use another --set name")
                : Optional.empty();
    }

    /** The reason why this cannot be the manifests topic; empty if it can. */
    Optional<String> unfitForManifests() {
        if (!cleanup().isEmpty() && !cleanup().equals("compact")) {
            return Optional.of("topic " + name + " has cleanup.policy=" + cleanup()
                    + ", which forgets sets after a while; set it to compact (kafka-configs.sh --alter --topic " + name
                    + " --add-config cleanup.policy=compact)");
        }
        return unwritable();
    }

    /** The retention limit by which the broker will delete a set's records; empty if there is none. */
    Optional<String> removal() {
        for (String limit : new String[] {TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG}) {
            String value = config.getOrDefault(limit, "-1");
            if (!value.startsWith("-")) {
                return Optional.of("topic " + name + " has " + limit + "=" + value
                        + ": the broker will remove records of the set, at once where the clocks differ by more; set it"
                        + " to -1 (kafka-configs.sh --alter --topic " + name + " --add-config " + limit + "=-1)");
            }
        }
        return Optional.empty();
    }

    /** The reason why nothing can be written at the moment; empty if writing is possible. */
    Optional<String> waitsForReplicas() {
        int least = number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return least <= inSync
                ? Optional.empty()
                : Optional.of("topic " + name + " has min.insync.replicas=" + least + " and a partition with only "
                        + inSync + " in sync: nothing can be written to it until the brokers that are down are back");
    }

    private Optional<String> unwritable() {
        int least = number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        if (least > replicas) {
            return Optional.of(
                    "topic " + name + " has min.insync.replicas=" + least + " but a partition of it has only "
                            + replicas + (replicas == 1 ? " replica" : " replicas")
                            + ", so that nothing can be written; lower the one or raise the other");
        }
        return Optional.empty();
    }

    private String cleanup() {
        return config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    }

    private int number(String property) {
        String value = config.getOrDefault(property, "");
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }
}
