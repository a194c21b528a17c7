package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks the broker about a worker's membership in the group. */
final class Membership {
    private Membership() {}

    /**
     * Whether the group currently has this process as a member. If not, either a namesake took over or this process is
     * still rejoining; the consumer will find out which.
     */
    static boolean isOwn(KafkaConnection connection, ConsumerGroupMetadata own) {
        try (Admin admin = Admin.create(connection.attemptProperties())) {
            return admin
                    .describeConsumerGroups(List.of(own.groupId()))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .stream()
                    .anyMatch(member -> member.consumerId().equals(own.memberId()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
