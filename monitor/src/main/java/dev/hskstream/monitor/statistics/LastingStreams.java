package dev.hskstream.monitor.statistics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka Streams application in this process, with a new client whenever one has ended by itself. That happens when the
 * global table of manifests cannot be read on from where it was, because its topic was made anew, or has lost records
 * when a broker crashed. Thread-safe.
 */
final class LastingStreams implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1_000;

    private final KafkaConnection connection;
    private final String application;
    private final Consumer<StreamsBuilder> topology;
    private final ExecutorService renewals = Executors.newSingleThreadExecutor(LastingStreams::thread);
    private @Nullable StreamsRun run;

    /** Why there is no client now. */
    private volatile @Nullable String trouble;

    private LastingStreams(KafkaConnection connection, String application, Consumer<StreamsBuilder> topology) {
        this.connection = connection;
        this.application = application;
        this.topology = topology;
    }

    /**
     * Starts the topology.
     *
     * @throws UserException if its global tables cannot be read
     */
    static LastingStreams start(KafkaConnection connection, String application, Consumer<StreamsBuilder> topology) {
        LastingStreams streams = new LastingStreams(connection, application, topology);
        streams.begin();
        return streams;
    }

    private synchronized void begin() {
        run = client();
    }

    private StreamsRun client() {
        return StreamsRun.start(connection, application, topology, this::ended);
    }

    private synchronized StreamsRun current() {
        return Objects.requireNonNull(run);
    }

    /** What is wrong; empty if nothing is. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble).or(() -> current().trouble());
    }

    private void ended() {
        if (!renewals.isShutdown()) {
            renewals.execute(this::renew);
        }
    }

    private void renew() {
        StreamsRun ended = current();
        trouble = ended.trouble().orElse(application + ": it has ended");
        ended.close();
        try {
            while (!replaced()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean replaced() {
        try {
            StreamsRun next = client();
            replaceBy(next);
            trouble = null;
            if (renewals.isShutdown()) {
                next.close();
            }
            return true;
        } catch (UserException e) {
            trouble = e.getMessage();
            return false;
        }
    }

    private synchronized void replaceBy(StreamsRun next) {
        run = next;
    }

    /** Leaves the group, so that other instances take over at once. */
    @Override
    public void close() {
        renewals.shutdownNow();
        current().close();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "hsk-streams");
        thread.setDaemon(true);
        return thread;
    }
}
