package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Names the missing permission in the terms of Kafka's ACLs. Kafka's own exceptions do not contain the operation, which
 * only the caller knows, and some do not contain the resource's name.
 */
public final class AuthorizationErrors {
    private AuthorizationErrors() {}

    /** Creates an exception that names the missing permission. */
    public static UserException of(String operation, String resource, @Nullable Throwable cause) {
        return new UserException(
                "Kafka does not allow this user " + operation + " on " + resource
                        + "; have it granted, README.md lists what each command needs under Security",
                cause);
    }

    /** Explains an exception of a consumer if a permission is missing; otherwise returns it unchanged. */
    public static RuntimeException reading(RuntimeException error) {
        return explained(error, "", topic -> "Read");
    }

    /** Explains an exception of a producer if a permission is missing; otherwise returns it unchanged. */
    public static RuntimeException writing(RuntimeException error, String transactionalId) {
        return explained(error, transactionalId, topic -> "Write");
    }

    /**
     * Explains an exception of a client if a permission is missing; otherwise returns it unchanged.
     *
     * @param operation the operation on a topic, by the topic's name
     */
    public static RuntimeException explained(
            RuntimeException error, String transactionalId, UnaryOperator<String> operation) {
        TopicAuthorizationException topics = KafkaErrors.find(error, TopicAuthorizationException.class);
        if (topics != null && !topics.unauthorizedTopics().isEmpty()) {
            Set<String> names = new TreeSet<>(topics.unauthorizedTopics());
            return of(operation.apply(names.iterator().next()), "topic " + String.join(", ", names), error);
        }
        GroupAuthorizationException group = KafkaErrors.find(error, GroupAuthorizationException.class);
        if (group != null) {
            return of("Read", "group " + named(group), error);
        }
        if (KafkaErrors.causedBy(error, TransactionalIdAuthorizationException.class)) {
            return of("Write", "transactional id " + transactionalId, error);
        }
        return error;
    }

    private static String named(GroupAuthorizationException error) {
        @Nullable String id = error.groupId();
        return id == null ? "(" + error.getMessage() + ")" : id;
    }
}
