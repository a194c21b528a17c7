package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.GroupState;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.connection.KafkaFailure;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs the Streams application of a derived set until the deriving group, which may have members in other processes, has
 * read the source's sealed ranges.
 */
final class DerivingRun {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Less than a stopped command has. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final KnowledgeManifest source;
    private final Topics topics;
    private final StopRequest stop;
    private final SourceProgress progress;
    private final GroupState group;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    DerivingRun(KafkaConnection connection, KnowledgeManifest source, Topics topics, StopRequest stop) {
        this.connection = connection;
        this.source = source;
        this.topics = topics;
        this.stop = stop;
        this.progress = new SourceProgress(source.getPartitions());
        this.group = new GroupState(
                connection, topics.deriveGroup(), Topics.of(source.getSet()).knowledge());
    }

    /**
     * Returns when all is derived.
     *
     * @return how many samples were derived meanwhile, by all processes
     * @throws UserException if a record cannot be read, or Kafka refuses
     */
    @SuppressWarnings("try") // the section is open while the streams run
    long run(Topology topology) {
        Map<Integer, Long> committed = group.committed();
        if (progress.finished(committed)) {
            return 0;
        }
        long before = progress.samples(committed);
        KafkaStreams streams = new KafkaStreams(topology, DerivingProperties.of(connection, topics, threads()));
        streams.setUncaughtExceptionHandler(this::failed);
        try (StopRequest.Section section = stop.handled(StopRequest.GRACE, wake::release);
                WorkListener.Task task =
                        connection.listener().begins("derive " + topics.set(), source.getSamples(), "samples")) {
            task.skip(before);
            streams.start();
            return untilFinished(task, before) - before;
        } finally {
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE));
        }
    }

    private long untilFinished(WorkListener.Task task, long before) {
        long done = before;
        while (true) {
            Map<Integer, Long> committed = group.committed();
            long now = progress.samples(committed);
            task.advance(Math.max(0, now - done));
            done = Math.max(now, done);
            if (progress.finished(committed)) {
                return done;
            }
            requireRunning(done);
            pause();
        }
    }

    private void requireRunning(long done) {
        stop.check("stopped: " + done + " samples of set " + topics.set() + " are derived; start it again to go on");
        Throwable error = failure.get();
        if (error != null) {
            throw explained(error);
        }
    }

    private int threads() {
        return Math.min(source.getPartitions().size(), Runtime.getRuntime().availableProcessors());
    }

    private StreamThreadExceptionResponse failed(Throwable error) {
        if (error instanceof RuntimeException known && KafkaFailure.isAway(known)) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, error);
        wake.release();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private RuntimeException explained(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserException known) {
                return new UserException(String.valueOf(known.getMessage()), error);
            }
        }
        String id = topics.deriveGroup();
        RuntimeException named = error instanceof RuntimeException known
                ? AuthorizationErrors.explained(known, id, topic -> topic.equals(topics.knowledge()) ? "Write" : "Read")
                : new IllegalStateException(error);
        return named == error
                ? new UserException("set " + topics.set() + " cannot be derived: " + KafkaExplanation.of(error), error)
                : named;
    }

    private void pause() {
        try {
            boolean woken = wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (woken) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
