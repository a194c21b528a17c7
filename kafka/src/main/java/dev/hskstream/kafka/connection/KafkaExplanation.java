package dev.hskstream.kafka.connection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Explains in one sentence what a Kafka error means and what to do about it. Kafka's own messages are about requests
 * and client classes, and do not name a remedy.
 */
public final class KafkaExplanation {
    /** The maximum length of a sentence in characters, and of Kafka's own message if no rule matches. */
    private static final int LONGEST = 300;

    /** The maximum length of Kafka's own message within a sentence. */
    private static final int LONGEST_REASON = 160;

    private static final String COORDINATOR =
            "no broker coordinates transactions or groups (%s); are as many brokers up and in sync as their"
                    + " transaction.state.log.replication.factor, transaction.state.log.min.isr and"
                    + " offsets.topic.replication.factor demand?";

    private record Rule(Predicate<Throwable> fits, String sentence) {}

    /** The first rule that matches the error or one of its causes applies. */
    private static final List<Rule> RULES = List.of(
            rule(
                    RecordTooLargeException.class,
                    "a record is larger than the broker takes: %s; shrink it with --depth, --length, --width or --values,"
                            + " or raise max.message.bytes"),
            rule(
                    InvalidTimestampException.class,
                    "the broker refuses the record's time: %s; the clocks of this machine and the broker's differ: set"
                            + " them, or set message.timestamp.type=LogAppendTime for the topic"),
            rule(
                    InvalidTxnTimeoutException.class,
                    "transaction.timeout.ms is larger than the broker's transaction.max.timeout.ms allows: set a smaller"
                            + " one in --kafka-config, or raise the broker's"),
            rule(
                    InvalidSessionTimeoutException.class,
                    "session.timeout.ms is not within the broker's group.min.session.timeout.ms and"
                            + " group.max.session.timeout.ms: set one that is in --kafka-config, such as"
                            + " session.timeout.ms=45000"),
            rule(
                    List.of(NotEnoughReplicasException.class, NotEnoughReplicasAfterAppendException.class),
                    "fewer replicas are in sync than min.insync.replicas demands (%s); start the brokers that are down, or"
                            + " lower the topic's min.insync.replicas"),
            rule(
                    InvalidReplicationFactorException.class,
                    "fewer brokers are up than a new topic is to have replicas (%s); start more brokers, or lower their"
                            + " default.replication.factor"),
            rule(CoordinatorNotAvailableException.class, COORDINATOR),
            rule(
                    PolicyViolationException.class,
                    "the broker's own policy refuses this: %s; have the topic made by whoever runs the brokers"),
            rule(
                    FencedInstanceIdException.class,
                    "another process joined the group under this one's name (%s); give each its own --worker"),
            rule(ProducerFencedException.class, "another process took over this one's work: %s; run one of each name"),
            rule(
                    TransactionalIdAuthorizationException.class,
                    "Kafka does not allow this user to use the transactional id: %s; have Write granted on it, README.md"
                            + " lists what each command needs under Security"),
            rule(
                    List.of(
                            TopicAuthorizationException.class,
                            GroupAuthorizationException.class,
                            ClusterAuthorizationException.class),
                    "the Kafka broker does not allow this: %s; have the right granted, README.md lists what each command"
                            + " needs under Security"),
            rule(
                    UnsupportedSaslMechanismException.class,
                    "the Kafka broker has no such login: %s; set sasl.mechanism in --kafka-config to one that it has"),
            rule(
                    IllegalSaslStateException.class,
                    "the Kafka broker expects another kind of login: %s; check security.protocol and the port"),
            rule(
                    SaslAuthenticationException.class,
                    "the Kafka broker refused the login: %s; check the sasl.* properties in --kafka-config"),
            rule(
                    SslAuthenticationException.class,
                    "no trusted connection to the Kafka broker: %s; check security.protocol, the port and the ssl.*"
                            + " properties in --kafka-config"),
            rule(
                    UnsupportedVersionException.class,
                    "the Kafka broker is too old for this, or the client for it: %s; use brokers of version 3.0 or later"),
            rule(
                    DisconnectException.class,
                    "the connection to a Kafka broker was lost; check that the brokers run and that nothing between"
                            + " closes connections, then run the command again"),
            rule(UnknownTopicOrPartitionException.class, "the Kafka broker has no such topic: %s; load the set first"),
            new Rule(error -> isTimeout(error, "InitProducerId", "oordinator"), COORDINATOR),
            new Rule(
                    error -> isTimeout(error, "record(s) for", "not acknowledged"),
                    "records were not acknowledged in time: %s; are as many replicas in sync as min.insync.replicas demands,"
                            + " and are the brokers keeping up?"),
            rule(
                    TimeoutException.class,
                    "the Kafka broker did not answer in time: %s; check that it runs and that --bootstrap-servers is"
                            + " right"));

    private KafkaExplanation() {}

    /** Explains the error. If no rule matches, returns the error's message and its cause's. */
    public static String of(Throwable error) {
        return known(error).orElseGet(() -> shortened(reason(KafkaErrors.typed(error)), LONGEST));
    }

    /** Explains the error; empty if no rule matches. */
    public static Optional<String> known(Throwable error) {
        List<Throwable> causes = Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .map(KafkaErrors::typed)
                .toList();
        for (Rule rule : RULES) {
            for (Throwable cause : causes) {
                if (rule.fits().test(cause)) {
                    return Optional.of(filled(rule.sentence(), cause));
                }
            }
        }
        return causes.stream()
                .flatMap(cause -> CodeSentences.of(cause).map(sentence -> filled(sentence, cause)).stream())
                .findFirst();
    }

    private static String filled(String sentence, Throwable cause) {
        int room = Math.min(LONGEST_REASON, LONGEST - sentence.length());
        return sentence.replace("%s", shortened(reason(cause), room));
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }

    private static Rule rule(Class<? extends Throwable> type, String sentence) {
        return rule(List.of(type), sentence);
    }

    private static Rule rule(List<Class<? extends Throwable>> types, String sentence) {
        return new Rule(error -> types.stream().anyMatch(type -> type.isInstance(error)), sentence);
    }

    private static boolean isTimeout(Throwable error, String... about) {
        String message = String.valueOf(error.getMessage());
        return error instanceof TimeoutException && Stream.of(about).anyMatch(message::contains);
    }

    /** The messages of the error and its innermost cause in one line, without class names. */
    private static String reason(Throwable error) {
        String message = text(error);
        @Nullable Throwable root = root(error);
        if (root != null && !message.contains(text(root))) {
            message += " (" + text(root) + ")";
        }
        return message;
    }

    private static @Nullable Throwable root(Throwable error) {
        Throwable root = error.getCause();
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Throwable error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        String name = error.getClass().getName() + ": ";
        String bare = message.replace(name, "").strip().replaceAll("\\s*\\R\\s*", "; ");
        return bare.isEmpty() ? error.getClass().getSimpleName() : bare.replaceAll("[.:]$", "");
    }
}
