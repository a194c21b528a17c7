package dev.hskstream.monitor.statistics;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.training.RunCondition.Hearing;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Measures how far all instances together have read what trainings report, and whether Kafka answers. */
final class HearingWatch implements Repeated.Task {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;
    private final Clock clock;
    private volatile Hearing hearing = new Hearing(Optional.empty(), Optional.empty());
    private @Nullable Instant counted;

    /** @param group of the application that reads the events */
    HearingWatch(KafkaConnection connection, String group, Clock clock) {
        this.admin = Admin.create(connection.attemptProperties());
        this.group = group;
        this.clock = clock;
    }

    Hearing hearing() {
        return hearing;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        try {
            // Ends first: an offset that is committed afterwards and is not smaller covers all that was written by now.
            Map<TopicPartition, Long> ends = ends();
            boolean read = isRead(ends, committed());
            heard(read ? now : null, Optional.of(hearing.answeringSince().orElse(now)));
        } catch (ExecutionException | TimeoutException e) {
            heard(null, Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is counted is published shortly afterwards, so it takes one round until it counts as heard. */
    private void heard(@Nullable Instant now, Optional<Instant> answeringSince) {
        Optional<Instant> readTo = counted == null ? hearing.readTo() : Optional.of(counted);
        hearing = new Hearing(readTo, answeringSince);
        counted = now;
    }

    private static boolean isRead(Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata read = committed.get(end.getKey());
            return end.getValue() == 0 || (read != null && read.offset() >= end.getValue());
        });
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        var topics =
                answer(admin.describeTopics(List.of(Topics.TRAINING_EVENTS)).allTopicNames());
        topics.values().forEach(topic -> topic.partitions()
                .forEach(partition ->
                        asked.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(asked).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed()
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
