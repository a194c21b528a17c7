package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.BrokerLimits;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.producer.worker.WorkerState.State;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Decides what a worker does about an error, and when it gives up.
 *
 * <p>A lost producer alone does not end the worker, because the broker also ends transactions after it was unreachable.
 * A namesake is another process with this worker's name that took its place in the group. A worker joins the group
 * before it opens a producer. So a worker whose producer was fenced by a namesake has already lost its place in the
 * group, and finds this out before it could fence the namesake in turn.
 */
final class Recovery {
    private final KafkaConnection connection;
    private final Topics topics;
    private final String worker;
    private final WorkerState state;
    private final BlockConsumer consumer;
    private final TransactionalWriter writer;
    private final BrokerWait wait;
    private final ProducerListener listener;
    private final Retries retries;

    Recovery(
            KafkaConnection connection,
            Topics topics,
            String worker,
            WorkerState state,
            BlockConsumer consumer,
            TransactionalWriter writer,
            ProducerListener listener) {
        this.connection = connection;
        this.topics = topics;
        this.worker = worker;
        this.state = state;
        this.consumer = consumer;
        this.writer = writer;
        this.wait = BrokerWait.of(WaitPolicy.PRODUCE, connection);
        this.listener = listener;
        this.retries = new Retries(topics.set());
    }

    /** Opens a producer if none is open and this worker may have one. Returns whether one is open. */
    boolean open() {
        if (!state.hasProducer() && consumer.joined() && confirmed()) {
            writer.open();
            state.become(State.READY);
        }
        return state.hasProducer();
    }

    private boolean confirmed() {
        return !state.is(State.PRODUCER_LOST) || Membership.isOwn(connection, consumer.group());
    }

    /** Resets all failure counts after a committed transaction. */
    void succeeded() {
        retries.succeeded();
        answered();
    }

    /** Notes that the broker has answered. */
    void answered() {
        wait.answered();
    }

    /**
     * Returns consumer and producer to the committed state.
     *
     * @throws UserException if retrying is useless or the limit of retries is exceeded
     */
    void after(Incident incident) {
        boolean holdsSamples = state.holdsSamples();
        switch (incident.failure()) {
            case FATAL -> {
                abort();
                state.become(State.FAILED);
                throw refusal(incident.error());
            }
            case NAMESAKE -> {
                writer.drop();
                state.become(State.REPLACED);
                throw new UserException(
                        "another worker named " + worker + " took over set " + topics.set()
                                + "; give each its own --worker",
                        incident.error());
            }
            case PRODUCER_LOST -> {
                writer.drop();
                state.loseProducer();
            }
            case ABORTABLE -> giveUp(abort());
            case AWAY -> {
                wait.failed(incident.error());
                giveUp(!state.isCommitting());
            }
        }
        retries.after(incident);
        listener.recovering(new ProducerListener.Setback(
                incident.failure(), incident.inTransaction(), KafkaErrors.firstSentence(incident.error())));
        if (holdsSamples) {
            consumer.rewind();
        }
    }

    /**
     * Ends the transaction in progress on a stop. Does not wait for the broker if this worker has already waited for
     * it.
     */
    void abandon(boolean waited) {
        if (waited || !writer.abort()) {
            writer.drop();
        }
        // Kafka's clients set the interrupt flag again when interrupted, and the worker still has to leave the group.
        Thread.interrupted();
    }

    /** Aborts the failed transaction, if there is one. Returns whether the producer is still usable. */
    private boolean abort() {
        return !state.isCommitting() || writer.abort();
    }

    /** Drops the samples taken, and the producer too if it is not usable any more. */
    private void giveUp(boolean usable) {
        if (usable) {
            state.giveUpSamples();
        } else {
            writer.drop();
            state.giveUpProducer();
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
