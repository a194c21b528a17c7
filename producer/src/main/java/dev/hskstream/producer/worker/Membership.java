package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** What the group knows of a worker. */
final class Membership {
    private Membership() {}

    /**
     * Whether the group's member of that name is this process and no other. While it is another, or none, there is no
     * telling whether a namesake took over or this process is just joining again: the consumer finds that out.
     */
    static boolean isOwn(KafkaConnection connection, ConsumerGroupMetadata own) {
        try (Admin admin = Admin.create(connection.adminProperties())) {
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
