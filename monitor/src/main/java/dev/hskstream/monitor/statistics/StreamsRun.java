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
 * One Kafka Streams application in this process. What fails is tried again for as long as it runs, because a monitor
 * has to outlive the brokers and the registry that it watches; meanwhile it says what is wrong.
 */
final class StreamsRun implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** The operations on topics of Streams' own. */
    private static final String INTERNAL = "Create, Read and Write";

    private final String application;
    private final KafkaStreams streams;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    private StreamsRun(String application, KafkaStreams streams) {
        this.application = application;
        this.streams = streams;
    }

    /**
     * Starts the topology.
     *
     * @throws UserException if it cannot read its global tables, which Kafka Streams does not try again
     */
    static StreamsRun start(KafkaConnection connection, String application, Consumer<StreamsBuilder> topology) {
        Properties settings = StreamSettings.of(connection, application);
        // The builder has settings of its own, also for the stores.
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        topology.accept(builder);
        KafkaStreams streams = new KafkaStreams(builder.build(settings), settings);
        StreamsRun run = new StreamsRun(application, streams);
        streams.setUncaughtExceptionHandler(run::failed);
        streams.setStateListener((now, before) -> run.changed(now));
        try {
            streams.start();
            return run;
        } catch (StreamsException e) {
            run.close();
            throw new UserException(application + ": " + run.explained(e), e);
        }
    }

    /** What is wrong; empty if nothing is. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble.get()).map(reason -> application + ": " + reason);
    }

    /** Leaves the group, so that other instances take over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSING));
    }

    /** Runs on the thread that failed and is replaced. The JVM would print its stack trace again with each attempt. */
    private StreamThreadExceptionResponse failed(Throwable failure) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, told) -> {});
        trouble.set(explained(failure));
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Streams' own messages do not name the operation that a user may not do, nor the topic that it creates. */
    private String explained(Throwable failure) {
        TopicAuthorizationException refused = KafkaErrors.find(failure, TopicAuthorizationException.class);
        if (refused != null && refused.unauthorizedTopics().isEmpty()) {
            return String.valueOf(AuthorizationErrors.of(INTERNAL, "topic " + application + "-*", failure)
                    .getMessage());
        }
        if (failure instanceof RuntimeException error) {
            RuntimeException named = AuthorizationErrors.explained(error, application + "-*", StreamsRun::operation);
            if (named instanceof UserException) {
                return String.valueOf(named.getMessage());
            }
        }
        return KafkaExplanation.of(failure);
    }

    private static String operation(String topic) {
        if (topic.startsWith("hsk-")) {
            return INTERNAL;
        }
        return topic.equals(Topics.STATISTICS) ? "Write" : "Read";
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            trouble.set(null);
        }
    }
}
