package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.AdminRequests;
import dev.hskstream.schemas.layout.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Reads the state of the consumer group of a set's teacher workers. */
public final class TeacherGroup {
    private final KafkaConnection connection;
    private final Topics topics;

    /** Creates a view of the set's group. */
    public TeacherGroup(KafkaConnection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /** The group's committed offsets, by partition of the samples topic; empty if there are none. */
    public Map<Integer, Long> committed() {
        return AdminRequests.ask(connection, this::readCommitted);
    }

    private Map<Integer, Long> readCommitted(Admin admin) {
        Map<Integer, Long> offsets = new HashMap<>();
        var all = answer(admin.listConsumerGroupOffsets(topics.teacherGroup()).partitionsToOffsetAndMetadata());
        if (all != null) {
            all.forEach((partition, offset) -> {
                if (offset != null && partition.topic().equals(topics.samples())) {
                    offsets.put(partition.partition(), offset.offset());
                }
            });
        }
        return offsets;
    }

    /** The current number of workers in the group. A killed worker is counted until its session times out. */
    public int members() {
        return AdminRequests.ask(connection, admin -> {
            var group = answer(admin.describeConsumerGroups(List.of(topics.teacherGroup()))
                    .describedGroups()
                    .get(topics.teacherGroup()));
            return group == null ? 0 : group.members().size();
        });
    }

    /** Returns null if there is no such group. */
    private <T> @Nullable T answer(@Nullable KafkaFuture<T> future) {
        try {
            return Objects.requireNonNull(future).get();
        } catch (ExecutionException e) {
            if (KafkaErrors.causedBy(e, GroupIdNotFoundException.class)) {
                return null;
            }
            if (KafkaErrors.causedBy(e, GroupAuthorizationException.class)) {
                throw AuthorizationErrors.of("Read", "group " + topics.teacherGroup(), e);
            }
            throw new UserException(
                    "group " + topics.teacherGroup() + " at " + connection.bootstrapServers() + " cannot be read: "
                            + KafkaExplanation.of(e),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
