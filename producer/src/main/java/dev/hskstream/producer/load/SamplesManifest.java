package dev.hskstream.producer.load;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.samples.SampleWriter;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SetTopic;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the manifest of a set from the data that is loaded. */
record SamplesManifest(KafkaConnection connection, Topics topics, TaskData data, Clock clock) {
    /** Refuses data that differ from the set's, because a set's data never change. */
    static void requireSame(KnowledgeManifest known, TaskData data) {
        if (!known.getDataFingerprint().equals(data.fingerprint())) {
            throw new UserException(
                    "set " + known.getSet() + " holds other data: " + known.getSamples() + " samples of "
                            + known.getTask() + ", not these " + data.train().size() + " of "
                            + data.task().name() + "; sets never change, load under another --set name");
        }
    }

    /**
     * Returns the set's manifest after the samples are written. If the manifest already contains the samples' offsets, they
     * are kept.
     */
    KnowledgeManifest after(@Nullable KnowledgeManifest now, SampleWriter writer, MissingSamples missing) {
        if (now != null) {
            requireSame(now, data);
            if (MissingSamples.of(connection, Optional.of(now)).nothing()) {
                // In a recreated topic, the restored samples may have exactly the offsets that the manifest already
                // states.
                return KnowledgeManifest.newBuilder(now)
                        .setTopics(topicsOf(now))
                        .build();
            }
        }
        KnowledgeManifest.Builder manifest =
                now == null ? fresh() : KnowledgeManifest.newBuilder(now).setState(stateOf(now, missing));
        if (missing.train()) {
            manifest.setSamplePartitions(writer.written(topics.samples()));
        }
        if (missing.dev()) {
            manifest.setDevPartitions(writer.written(topics.dev()));
        }
        return manifest.setTopics(topicsOf(now)).build();
    }

    /**
     * Returns the ids of the set's topics. For a set that has a teacher, the knowledge topic's id stays as it was, so that
     * {@code hsk produce} detects whether that topic was recreated.
     */
    private List<SetTopic> topicsOf(@Nullable KnowledgeManifest before) {
        Stream<SetTopic> found = OpenedTopics.now(connection, topics).stream();
        if (before == null || SetState.of(before) == SetState.LOADED) {
            return found.toList();
        }
        Predicate<SetTopic> isKnowledge = topic -> topic.getName().equals(topics.knowledge());
        return Stream.concat(
                        found.filter(isKnowledge.negate()),
                        before.getTopics().stream().filter(isKnowledge))
                .toList();
    }

    /**
     * Returns the state after samples are restored. A production in progress starts over, because its committed offsets
     * refer to the lost samples.
     */
    private static String stateOf(KnowledgeManifest now, MissingSamples missing) {
        boolean anew = missing.train() && SetState.of(now) == SetState.PRODUCING;
        return anew ? SetState.LOADED.name() : now.getState();
    }

    private KnowledgeManifest.Builder fresh() {
        Map<String, Long> dev = new HashMap<>();
        data.dev().forEach((split, examples) -> dev.put(split, (long) examples.size()));
        return KnowledgeManifest.newBuilder()
                .setSet(topics.set())
                .setState(SetState.LOADED.name())
                .setTask(data.task().name())
                .setLabels(data.task().labels())
                .setMetrics(data.task().metrics())
                .setSamples(data.train().size())
                .setDevSamples(dev)
                .setDataFingerprint(data.fingerprint())
                .setCreated(Instant.ofEpochMilli(clock.millis()));
    }
}
