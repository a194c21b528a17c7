package dev.hskstream.monitor.statistics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * One client of Kafka Streams. A thread that fails is replaced for as long as the client runs, because a monitor has to
 * outlive the brokers and the registry that it watches; meanwhile it says what is wrong. Only the thread that reads
 * global tables cannot be replaced: the client ends with it.
 */
final class StreamsRun implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** A thread that has not failed for this long goes on: joining the group and asking the registry take less. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    /** The operations on topics of Streams' own. */
    private static final String INTERNAL = "Create, Read and Write";

    private final String application;
    private final KafkaStreams streams;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final AtomicBoolean started = new AtomicBoolean();

    private record Failure(String reason, long nanos) {}

    private StreamsRun(String application, KafkaStreams streams) {
        this.application = application;
        this.streams = streams;
    }

    /**
     * Starts the topology.
     *
     * @param ended is called, on any thread, when the client ends by itself
     * @throws UserException if it cannot read its global tables, which Kafka Streams does not try again
     */
    static StreamsRun start(
            KafkaConnection connection, String application, Consumer<StreamsBuilder> topology, Runnable ended) {
        Properties settings = StreamSettings.of(connection, application);
        // The builder has settings of its own, also for the stores.
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        topology.accept(builder);
        KafkaStreams streams = new KafkaStreams(builder.build(settings), settings);
        StreamsRun run = new StreamsRun(application, streams);
        streams.setUncaughtExceptionHandler(run::failed);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR && run.started.get()) {
                ended.run();
            }
        });
        try {
            streams.start();
            run.started.set(true);
            return run;
        } catch (StreamsException e) {
            run.close();
            throw new UserException(application + ": " + run.explained(e), e);
        }
    }

    /** What is wrong; empty if nothing is. */
    Optional<String> trouble() {
        return Optional.ofNullable(failure.get())
                .filter(last -> streams.state() != KafkaStreams.State.RUNNING
                        || System.nanoTime() - last.nanos() < SETTLED.toNanos())
                .map(last -> application + ": " + last.reason());
    }

    /** Leaves the group, so that other instances take over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSING));
    }

    /** Runs on the thread that failed and is replaced. The JVM would print its stack trace again with each attempt. */
    private StreamThreadExceptionResponse failed(Throwable cause) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, told) -> {});
        failure.set(new Failure(explained(cause), System.nanoTime()));
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Streams' own messages do not name the operation that a user may not do, nor the topic that it creates, and those
     * of the registry are causes of theirs.
     */
    private String explained(Throwable cause) {
        TopicAuthorizationException refused = KafkaErrors.find(cause, TopicAuthorizationException.class);
        if (refused != null && refused.unauthorizedTopics().isEmpty()) {
            return String.valueOf(AuthorizationErrors.of(INTERNAL, "topic " + application + "-*", cause)
                    .getMessage());
        }
        RuntimeException error = cause instanceof RuntimeException known ? known : new StreamsException(cause);
        UserException named = KafkaErrors.find(
                AuthorizationErrors.explained(error, application + "-*", StreamsRun::operation), UserException.class);
        return named == null ? KafkaExplanation.of(cause) : String.valueOf(named.getMessage());
    }

    private static String operation(String topic) {
        if (topic.startsWith("hsk-")) {
            return INTERNAL;
        }
        return topic.equals(Topics.STATISTICS) ? "Write" : "Read";
    }
}
