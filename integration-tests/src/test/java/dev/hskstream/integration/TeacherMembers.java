package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker's view of a set's teacher workers.
 *
 * @param admin a client that stays open, because it is asked again and again
 * @param topics the set's topics
 * @param samples offsets of the samples by partition, which have all been loaded
 */
record TeacherMembers(Admin admin, Topics topics, Map<Integer, TopicScan.Range> samples) {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Returns each worker's member id; a worker gets a new one at each start. */
    Map<String, String> members() {
        Map<String, String> ids = new TreeMap<>();
        describe().forEach(member -> ids.put(member.groupInstanceId().orElse("?"), member.consumerId()));
        return ids;
    }

    /** Returns the number of partitions of each worker. */
    Map<String, Integer> shares() {
        Map<String, Integer> shares = new TreeMap<>();
        describe()
                .forEach(member -> shares.put(
                        member.groupInstanceId().orElse("?"),
                        member.assignment().topicPartitions().size()));
        return shares;
    }

    /** Returns the end offset minus the committed offset by partition; the whole partition if nothing is committed. */
    Map<Integer, Long> lag() {
        Map<Integer, Long> lag = new TreeMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        try {
            committed.putAll(admin.listConsumerGroupOffsets(name())
                    .partitionsToOffsetAndMetadata()
                    .get());
        } catch (Exception e) {
            throw new AssertionError("no offsets of " + name(), e);
        }
        samples.forEach((partition, range) -> {
            OffsetAndMetadata offset = committed.get(new TopicPartition(topics.samples(), partition));
            lag.put(partition, range.end() - (offset == null ? range.start() - 1 : offset.offset()));
        });
        return lag;
    }

    /** Returns the total lag: samples that are not committed, plus transaction markers. */
    long left() {
        return lag().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Polls for up to a minute until the condition holds; {@code told} supplies the message of the failure. */
    static void until(String what, BooleanSupplier holds, Supplier<String> told) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            assertThat(System.nanoTime()).as("%s; %s", what, told.get()).isLessThan(deadline);
        }
    }

    private List<MemberDescription> describe() {
        try {
            return new ArrayList<>(Objects.requireNonNull(admin.describeConsumerGroups(List.of(name()))
                            .all()
                            .get()
                            .get(name()))
                    .members());
        } catch (Exception e) {
            // The group does not exist before the first member joins.
            return List.of();
        }
    }

    private String name() {
        return topics.teacherGroup();
    }
}
