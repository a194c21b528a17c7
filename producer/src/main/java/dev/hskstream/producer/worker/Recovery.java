package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.BrokerLimits;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.connection.KafkaFailure;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * What a worker does about an error, and when it gives up.
 *
 * <p>A lost producer alone does not end the worker: a broker that was away ends transactions that way too. A namesake is one
 * that took this worker's place in the group. A worker joins the group before it opens a producer, so whoever's producer
 * was fenced by a namesake has lost its place already, and finds that out before it could fence the namesake in turn.
 */
final class Recovery {
    private static final int RETRIES = 5;

    private final KafkaConnection connection;
    private final Topics topics;
    private final String worker;
    private final BlockConsumer input;
    private final TransactionalWriter output;
    private final BrokerWait outage;

    private boolean lost;
    private int failures;

    Recovery(
            KafkaConnection connection,
            Topics topics,
            String worker,
            BlockConsumer input,
            TransactionalWriter output,
            BrokerWait outage) {
        this.connection = connection;
        this.topics = topics;
        this.worker = worker;
        this.input = input;
        this.output = output;
        this.outage = outage;
    }

    /** Has a producer, if this worker may have one; returns whether it has. */
    boolean open() {
        if (!output.isOpen() && input.joined() && (!lost || Membership.isOwn(connection, input.group()))) {
            output.open();
            lost = false;
        }
        return output.isOpen();
    }

    /** A transaction was committed. */
    void succeeded() {
        failures = 0;
        answered();
    }

    /** Kafka answered. */
    void answered() {
        outage.answered();
    }

    /**
     * Brings input and output back to what is committed.
     *
     * @throws UserException if that is of no use, or was not the last times
     */
    void after(KafkaException error) {
        KafkaFailure failure = KafkaFailure.of(error);
        boolean inTransaction = output.inTransaction();
        switch (failure) {
            case FATAL -> {
                output.abort();
                throw refusal(error);
            }
            case NAMESAKE -> {
                output.drop();
                input.giveUpPlace();
                throw new UserException(
                        "another worker named " + worker + " took over set " + topics.set()
                                + "; give each its own --worker",
                        error);
            }
            case PRODUCER_LOST -> {
                output.drop();
                lost = true;
            }
            case ABORTABLE -> output.abort();
            case AWAY -> {
                outage.failed(error);
                if (inTransaction) {
                    output.drop();
                }
            }
        }
        // Without a transaction, a broker that does not answer is not there; within one, it may be there and too slow.
        if (inTransaction || failure != KafkaFailure.AWAY) {
            count(error);
        }
        input.rewind();
    }

    private void count(KafkaException error) {
        if (++failures > RETRIES) {
            throw new UserException(
                    "set " + topics.set() + ": " + failures + " transactions in a row failed, the last with "
                            + KafkaExplanation.of(error)
                            + "; if they take too long, lower --transaction-size, or raise transaction.timeout.ms and"
                            + " max.poll.interval.ms in --kafka-config",
                    error);
        }
    }

    private RuntimeException refusal(KafkaException error) {
        Map<String, Object> properties = WorkerProperties.producer(connection, topics, worker);
        properties.putAll(WorkerProperties.consumer(connection, topics, worker));
        Optional<UserException> limit = BrokerLimits.refusal(connection, error, properties);
        if (limit.isPresent()) {
            return limit.get();
        }
        if (!KafkaErrors.causedBy(error, RecordTooLargeException.class)) {
            return AuthorizationErrors.explained(
                    error,
                    WorkerProperties.group(topics) + "." + worker,
                    topic -> topic.equals(topics.samples()) ? "Read" : "Write");
        }
        return new UserException("a knowledge record is larger than the broker takes: "
                + KafkaErrors.rootMessage(error)
                + "; keep less with --depth, --length, --width or --values, under another --set, or raise"
                + " max.message.bytes of " + topics.knowledge() + " and max.request.size in --kafka-config");
    }
}
