package dev.hskstream.monitor.lag;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers answered.
 *
 * @param commits by group
 * @param workers by group
 * @param ends the last stable offset of every partition, by topic
 */
record Answers(Map<String, GroupCommits> commits, Map<String, Workers> workers, Map<String, TopicEnds> ends) {
    private static final GroupCommits NONE = GroupCommits.of(Map.of());

    /** A group that does not exist has committed nothing. */
    GroupCommits commitsOf(String group) {
        return commits.getOrDefault(group, NONE);
    }

    /** A group that does not exist has no members. */
    Workers workersOf(String group) {
        return workers.getOrDefault(group, Workers.NONE);
    }

    /** The partitions of a topic; none if it does not exist or may not be described. */
    SortedSet<Integer> partitions(String topic) {
        TopicEnds found = ends.get(topic);
        return found == null
                ? new TreeSet<>()
                : new TreeSet<>(found.partitions().keySet());
    }

    /** What a group still has to read of a partition. */
    PartitionLag lag(String group, TopicPartition partition, Amount samplesLeft) {
        GroupCommits commits = commitsOf(group);
        return new PartitionLag(
                partition.partition(),
                commits.committed(partition),
                end(partition),
                offsetsLeft(commits, partition),
                samplesLeft);
    }

    private Amount end(TopicPartition partition) {
        TopicEnds topic = ends.get(partition.topic());
        if (topic == null) {
            return Amount.unknown("there is no topic " + partition.topic());
        }
        Amount end = topic.partitions().get(partition.partition());
        return end == null ? Amount.unknown(topic.refused().orElse("there is no partition " + partition)) : end;
    }

    /** Never negative: records may have been written, and more committed, between the two requests. */
    private Amount offsetsLeft(GroupCommits commits, TopicPartition partition) {
        Amount committed = commits.committed(partition);
        return committed instanceof Amount.Known known
                ? end(partition).map(end -> Math.max(0, end - known.value()))
                : committed;
    }
}
