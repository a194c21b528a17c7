package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.AdminRequests;
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

/** Reads the state of a consumer group that shares the work on a topic. */
public final class GroupState {
    private final KafkaConnection connection;
    private final String name;
    private final String topic;

    /**
     * Creates a view of a group.
     *
     * @param name the group's name
     * @param topic the topic that it reads
     */
    public GroupState(KafkaConnection connection, String name, String topic) {
        this.connection = connection;
        this.name = name;
        this.topic = topic;
    }

    /** The group's committed offsets, by partition of the topic; empty if there are none. */
    public Map<Integer, Long> committed() {
        return AdminRequests.ask(connection, this::readCommitted);
    }

    private Map<Integer, Long> readCommitted(Admin admin) {
        Map<Integer, Long> offsets = new HashMap<>();
        var all = answer(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
        if (all != null) {
            all.forEach((partition, offset) -> {
                if (offset != null && partition.topic().equals(topic)) {
                    offsets.put(partition.partition(), offset.offset());
                }
            });
        }
        return offsets;
    }

    /** The current number of members of the group. A killed one is counted until its session times out. */
    public int members() {
        return AdminRequests.ask(connection, admin -> {
            var group = answer(admin.describeConsumerGroups(List.of(name))
                    .describedGroups()
                    .get(name));
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
                throw AuthorizationErrors.of("Read", "group " + name, e);
            }
            throw new UserException(
                    "group " + name + " at " + connection.bootstrapServers() + " cannot be read: "
                            + KafkaExplanation.of(e),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
