package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.waiting.AdminRequests;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds the losses of many sets with three requests. Topics that the user may not describe are skipped. */
public final class LossSurvey {
    private final Map<String, SortedMap<Integer, TopicScan.Range>> seen = new HashMap<>();

    private LossSurvey() {}

    /**
     * The losses of every set that has any: one phrase per topic, by the set's name.
     *
     * @throws UserException if Kafka does not answer
     */
    public static Map<String, List<String>> of(KafkaConnection connection, List<KnowledgeManifest> all) {
        // Other programs may have written manifests with invalid set names.
        List<KnowledgeManifest> sets =
                all.stream().filter(set -> Topics.isSetName(set.getSet())).toList();
        LossSurvey survey = AdminRequests.ask(connection, admin -> look(admin, connection, sets));
        Map<String, List<String>> losses = new TreeMap<>();
        for (KnowledgeManifest set : sets) {
            List<String> found = survey.losses(set);
            if (!found.isEmpty()) {
                losses.put(set.getSet(), found);
            }
        }
        return losses;
    }

    private static LossSurvey look(Admin admin, KafkaConnection connection, List<KnowledgeManifest> sets) {
        LossSurvey survey = new LossSurvey();
        try {
            survey.look(admin, sets);
            return survey;
        } catch (ExecutionException e) {
            throw new UserException(
                    "the offsets of sets at " + connection.bootstrapServers() + " cannot be read: "
                            + KafkaExplanation.of(e),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Stream<String> topics(KnowledgeManifest set) {
        Topics topics = Topics.of(set.getSet());
        return Stream.of(topics.samples(), topics.dev(), topics.knowledge());
    }

    private void look(Admin admin, List<KnowledgeManifest> sets) throws ExecutionException, InterruptedException {
        List<String> names = sets.stream().flatMap(LossSurvey::topics).toList();
        Map<TopicPartition, OffsetSpec> starts = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            describe(asked.getKey(), asked.getValue())
                    .ifPresent(topic -> topic.partitions().forEach(info -> {
                        TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                        starts.put(partition, OffsetSpec.earliest());
                        ends.put(partition, OffsetSpec.latest());
                    }));
        }
        var first = admin.listOffsets(starts).all().get();
        var last = admin.listOffsets(ends).all().get();
        last.forEach((partition, end) -> Objects.requireNonNull(seen.get(partition.topic()))
                .put(
                        partition.partition(),
                        new TopicScan.Range(
                                Objects.requireNonNull(first.get(partition)).offset(), end.offset())));
    }

    private Optional<TopicDescription> describe(String name, KafkaFuture<TopicDescription> asked)
            throws ExecutionException, InterruptedException {
        try {
            TopicDescription topic = asked.get();
            seen.put(name, new TreeMap<>());
            return Optional.of(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                seen.put(name, new TreeMap<>());
            } else if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<String> losses(KnowledgeManifest set) {
        Topics topics = Topics.of(set.getSet());
        List<TopicLoss> losses = new ArrayList<>();
        look(topics.samples())
                .ifPresent(now -> TopicLoss.of(topics.samples(), RecordRanges.samples(set, now.size()), now)
                        .ifPresent(losses::add));
        look(topics.dev()).ifPresent(now -> TopicLoss.of(topics.dev(), RecordRanges.dev(set), now)
                .ifPresent(losses::add));
        look(topics.knowledge())
                .ifPresent(now -> TopicLoss.of(topics.knowledge(), RecordRanges.knowledge(set, now.size()), now)
                        .ifPresent(losses::add));
        return losses.stream().map(TopicLoss::describe).toList();
    }

    /** Returns empty if the user may not describe the topic. */
    private Optional<SortedMap<Integer, TopicScan.Range>> look(String topic) {
        return Optional.ofNullable(seen.get(topic));
    }
}
