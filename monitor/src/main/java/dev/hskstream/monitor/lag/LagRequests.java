package dev.hskstream.monitor.lag;

import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The requests of a measurement. Each asks for all groups or topics at once, so their number does not grow with them.
 * Only Describe is needed, and what this user may not describe is an unknown amount.
 */
final class LagRequests {
    private static final Set<GroupState> REBALANCING = Set.of(
            GroupState.PREPARING_REBALANCE,
            GroupState.COMPLETING_REBALANCE,
            GroupState.ASSIGNING,
            GroupState.RECONCILING);

    private final Admin admin;

    LagRequests(Admin admin) {
        this.admin = admin;
    }

    /** The names of this project's consumer groups that the user may describe. */
    SortedSet<String> groups() throws ExecutionException, InterruptedException {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith("hsk."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, GroupCommits> commits(Collection<String> groups) throws ExecutionException, InterruptedException {
        if (groups.isEmpty()) {
            return Map.of();
        }
        var asked = admin.listConsumerGroupOffsets(
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
        Map<String, GroupCommits> commits = new HashMap<>();
        for (String group : groups) {
            commits.put(group, commits(group, asked.partitionsToOffsetAndMetadata(group)));
        }
        return commits;
    }

    private static GroupCommits commits(String group, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> asked)
            throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            asked.get().forEach((partition, offset) -> {
                if (offset != null) {
                    offsets.put(partition, offset.offset());
                }
            });
            return GroupCommits.of(offsets);
        } catch (ExecutionException e) {
            if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                return GroupCommits.refused(notAllowed("group " + group));
            }
            if (KafkaErrors.causedBy(e, GroupIdNotFoundException.class)) {
                return GroupCommits.of(Map.of());
            }
            throw e;
        }
    }

    /** The members of the groups. Groups that do not exist are absent. */
    Map<String, Workers> workers(Collection<String> groups) throws ExecutionException, InterruptedException {
        Map<String, Workers> workers = new HashMap<>();
        for (var asked : admin.describeConsumerGroups(groups).describedGroups().entrySet()) {
            try {
                ConsumerGroupDescription group = asked.getValue().get();
                boolean rebalancing = REBALANCING.contains(group.groupState());
                workers.put(
                        asked.getKey(), new Workers(Amount.known(group.members().size()), rebalancing));
            } catch (ExecutionException e) {
                if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                    Amount unknown = Amount.unknown(notAllowed("group " + asked.getKey()));
                    workers.put(asked.getKey(), new Workers(unknown, false));
                } else if (!KafkaErrors.causedBy(e, GroupIdNotFoundException.class)) {
                    throw e;
                }
            }
        }
        return workers;
    }

    /**
     * The last stable offsets of the topics' partitions. A partition without a leader has an unknown end; a topic that
     * does not exist is absent.
     */
    Map<String, TopicEnds> ends(Collection<String> topics) throws ExecutionException, InterruptedException {
        Map<String, TopicEnds> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ends.put(topic.getKey(), withoutLeader(topic.getValue().get(), asked));
            } catch (ExecutionException e) {
                if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                    ends.put(topic.getKey(), TopicEnds.refused(notAllowed("topic " + topic.getKey())));
                } else if (!KafkaErrors.causedBy(e, UnknownTopicOrPartitionException.class)) {
                    throw e;
                }
            }
        }
        var answers = admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (TopicPartition partition : asked.keySet()) {
            Objects.requireNonNull(ends.get(partition.topic()))
                    .partitions()
                    .put(partition.partition(), end(answers.partitionResult(partition)));
        }
        return ends;
    }

    /** The partitions without a leader, which cannot be asked for their offsets; adds the others to {@code asked}. */
    private static TopicEnds withoutLeader(TopicDescription topic, Map<TopicPartition, OffsetSpec> asked) {
        TopicEnds ends = TopicEnds.empty();
        for (TopicPartitionInfo info : topic.partitions()) {
            TopicPartition partition = new TopicPartition(topic.name(), info.partition());
            if (info.leader() == null || info.leader().isEmpty()) {
                ends.partitions().put(info.partition(), Amount.unknown("partition " + partition + " has no leader"));
            } else {
                asked.put(partition, OffsetSpec.latest());
            }
        }
        return ends;
    }

    /** A partition can lose its leader between the two requests; then the whole measurement need not fail. */
    private static Amount end(KafkaFuture<ListOffsetsResultInfo> asked) throws InterruptedException {
        try {
            return Amount.known(asked.get().offset());
        } catch (ExecutionException e) {
            return Amount.unknown(KafkaExplanation.of(e));
        }
    }

    private static String notAllowed(String resource) {
        return "Kafka does not allow this user Describe on " + resource;
    }
}
