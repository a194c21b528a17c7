package dev.hskstream.kafka.connection;

import dev.hskstream.schemas.registry.RegistryException;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What must be done after an error of a transactional producer, or of the consumer whose offsets it commits. Depends
 * only on the error and its causes. Follows the categories of KIP-1050 and the documentation of the exceptions.
 */
public enum KafkaFailure {
    /** Retrying cannot help: not authorised, not supported, too large or unreadable. The process must end. */
    FATAL,
    /** Another process joined the group with the same {@code group.instance.id}. The process must end. */
    NAMESAKE,
    /**
     * The broker no longer accepts records of this producer, because its epoch is outdated: a newer producer uses the
     * same transactional id, or a transaction timed out while the broker was unavailable. A new producer is needed.
     */
    PRODUCER_LOST,
    /**
     * The transaction cannot be committed, but can be aborted and repeated. The usual reason is that the group
     * reassigned its partitions.
     */
    ABORTABLE,
    /** The broker does not answer, or asks to retry later, because it is down or busy. */
    AWAY;

    private static final List<Class<? extends Throwable>> FATALS = List.of(
            AuthorizationException.class,
            AuthenticationException.class,
            SecurityDisabledException.class,
            UnsupportedVersionException.class,
            UnsupportedForMessageFormatException.class,
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            SerializationException.class,
            PolicyViolationException.class,
            InvalidConfigurationException.class,
            InvalidTxnTimeoutException.class,
            InvalidSessionTimeoutException.class,
            InvalidTimestampException.class,
            InterruptException.class);

    private static final List<Class<? extends Throwable>> NAMESAKES =
            List.of(FencedInstanceIdException.class, UnreleasedInstanceIdException.class);

    private static final List<Class<? extends Throwable>> LOST = List.of(
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            OutOfOrderSequenceException.class,
            InvalidTxnStateException.class,
            TransactionalIdNotFoundException.class);

    /** Kafka treats a missing topic and a corrupt record as retriable, but waiting seldom helps. */
    private static final List<Class<? extends Throwable>> ABORTABLES = List.of(
            CommitFailedException.class,
            RebalanceInProgressException.class,
            IllegalGenerationException.class,
            UnknownMemberIdException.class,
            TransactionAbortableException.class,
            TransactionAbortedException.class,
            UnknownTopicOrPartitionException.class,
            UnknownTopicIdException.class,
            CorruptRecordException.class);

    private static final List<Class<? extends Throwable>> AWAYS =
            List.of(RetriableException.class, BrokerNotAvailableException.class);

    /** Classifies an error. If it has several causes, the least recoverable one decides. */
    public static KafkaFailure of(KafkaException error) {
        if (unresolvable(error)) {
            return AWAY;
        }
        if (anyOf(error, FATALS) || KafkaErrors.causedBy(error, ConfigException.class)) {
            return FATAL;
        }
        if (anyOf(error, NAMESAKES)) {
            return NAMESAKE;
        }
        if (anyOf(error, LOST)) {
            return PRODUCER_LOST;
        }
        if (anyOf(error, ABORTABLES)) {
            return ABORTABLE;
        }
        // For exceptions that later Kafka versions add: a new producer for application-recoverable ones, otherwise a
        // retry.
        if (KafkaErrors.causedBy(error, ApplicationRecoverableException.class)) {
            return PRODUCER_LOST;
        }
        return anyOf(error, AWAYS) ? AWAY : ABORTABLE;
    }

    /**
     * Whether the error means that Kafka or the registry did not answer or asked to retry later, so that the same call
     * may succeed. Examines the causes of exceptions that wrap Kafka's own.
     */
    public static boolean isAway(RuntimeException error) {
        RegistryException registry = KafkaErrors.find(error, RegistryException.class);
        if (registry != null) {
            return registry.retriable();
        }
        KafkaException kafka = KafkaErrors.find(error, KafkaException.class);
        return kafka != null && of(kafka) == AWAY;
    }

    /**
     * A broker's host name may disappear together with the broker, as in a container cluster. That is not a wrong
     * configuration.
     */
    private static boolean unresolvable(KafkaException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).contains("No resolvable")) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyOf(KafkaException error, List<Class<? extends Throwable>> types) {
        return types.stream().anyMatch(type -> KafkaErrors.causedBy(error, type));
    }
}
