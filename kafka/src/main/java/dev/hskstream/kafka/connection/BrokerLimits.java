package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;

/** Explains that a client's timeout is outside the brokers' limits: names the property, the limit and a valid value. */
public final class BrokerLimits {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String LEAST_SESSION = "group.min.session.timeout.ms";
    private static final String LONGEST_SESSION = "group.max.session.timeout.ms";
    private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";

    private BrokerLimits() {}

    /**
     * The exception to throw if the error is about such a limit; empty for any other error. Reads the limit from the
     * brokers; if the user may not read it, the message names the property only.
     *
     * @param properties the properties of the client that was refused
     */
    public static Optional<UserException> refusal(
            KafkaConnection connection, Throwable error, Map<String, Object> properties) {
        if (KafkaErrors.causedBy(error, InvalidTxnTimeoutException.class)) {
            return Optional.of(transaction(limits(connection), properties, error));
        }
        if (KafkaErrors.causedBy(error, InvalidSessionTimeoutException.class)) {
            return Optional.of(session(limits(connection), properties, error));
        }
        return Optional.empty();
    }

    /**
     * Explains an exception of a transactional producer if it is about a limit or a missing permission; otherwise
     * returns it unchanged.
     */
    public static RuntimeException writing(
            KafkaConnection connection,
            RuntimeException error,
            Map<String, Object> properties,
            String transactionalId) {
        Optional<UserException> limit = refusal(connection, error, properties);
        return limit.isPresent() ? limit.get() : AuthorizationErrors.writing(error, transactionalId);
    }

    private static UserException transaction(
            Map<String, Long> limits, Map<String, Object> properties, Throwable error) {
        Long longest = limits.get(LONGEST_TRANSACTION);
        if (longest == null) {
            return new UserException(KafkaExplanation.of(error), error);
        }
        String own = String.valueOf(properties.getOrDefault("transaction.timeout.ms", 60_000));
        return outside("transaction.timeout.ms", own, "more", LONGEST_TRANSACTION, longest, error);
    }

    private static UserException session(Map<String, Long> limits, Map<String, Object> properties, Throwable error) {
        String own = String.valueOf(properties.getOrDefault("session.timeout.ms", 45_000));
        Long least = limits.get(LEAST_SESSION);
        Long longest = limits.get(LONGEST_SESSION);
        if (least == null || longest == null || !own.matches("\\d{1,9}")) {
            return new UserException(KafkaExplanation.of(error), error);
        }
        return Long.parseLong(own) < least
                ? outside("session.timeout.ms", own, "less", LEAST_SESSION, least, error)
                : outside("session.timeout.ms", own, "more", LONGEST_SESSION, longest, error);
    }

    private static UserException outside(
            String property, String own, String how, String limit, long value, Throwable error) {
        return new UserException(
                property + " is " + own + ", " + how + " than the brokers' " + limit + "=" + value + "; put " + property
                        + "=" + value + " into --kafka-config, or have the brokers' limit changed",
                error);
    }

    /** The limits by name; empty if the user may not read them. */
    private static Map<String, Long> limits(KafkaConnection connection) {
        Map<String, Long> limits = new HashMap<>();
        try (Admin admin = Admin.create(connection.adminProperties())) {
            Node node = admin.describeCluster()
                    .nodes()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .iterator()
                    .next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config = Objects.requireNonNull(
                            admin.describeConfigs(List.of(broker)).values().get(broker))
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            for (String name : List.of(LEAST_SESSION, LONGEST_SESSION, LONGEST_TRANSACTION)) {
                if (config.get(name) != null && config.get(name).value().matches("\\d{1,18}")) {
                    limits.put(name, Long.parseLong(config.get(name).value()));
                }
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // The message then explains the refusal without the limit.
            return limits;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return limits;
    }
}
