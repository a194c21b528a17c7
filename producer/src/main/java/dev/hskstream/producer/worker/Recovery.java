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
 * What a worker does about an error, and when it gives up.
 *
 * <p>A lost producer alone does not end the worker: a broker that was away ends transactions that way too. A namesake is
 * another process with this worker's name that took its place in the group. A worker joins the group before it opens a
 * producer, so one whose producer was fenced by a namesake has lost its place already, and finds that out before it could
 * fence the namesake in turn.
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

    /** Has a producer, if this worker may have one; returns whether it has. */
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

    /** A transaction was committed. */
    void succeeded() {
        retries.succeeded();
        answered();
    }

    /** Kafka answered. */
    void answered() {
        wait.answered();
    }

    /**
     * Brings consumer and producer back to what is committed.
     *
     * @throws UserException if that is of no use, or was not the last times
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

    /** Ends the transaction that was on its way, without waiting for a broker that has kept this worker waiting already. */
    void abandon(boolean waited) {
        if (waited || !writer.abort()) {
            writer.drop();
        }
        // Kafka's clients set it when they are interrupted, and leaving the group is still to be done.
        Thread.interrupted();
    }

    /** Ends the transaction that failed, if there is one; returns whether the producer can still be used. */
    private boolean abort() {
        return !state.isCommitting() || writer.abort();
    }

    /** Gives up what was taken, and the producer with it if it is of no more use. */
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
