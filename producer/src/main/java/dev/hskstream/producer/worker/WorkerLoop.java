package dev.hskstream.producer.worker;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.model.task.Example;
import dev.hskstream.producer.restart.NeededSamples;
import dev.hskstream.producer.teach.Teacher;
import dev.hskstream.producer.worker.WorkerState.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The main loop of a worker, on the thread that owns the teacher and the consumer. */
final class WorkerLoop {
    private final Teacher teacher;
    private final WorkerState state;
    private final BlockConsumer consumer;
    private final CommitThread commits;
    private final Recovery recovery;
    private final NeededSamples needed;
    private final ProducerListener listener;
    private final StopRequest stop;
    private final StopWatch times;

    private @Nullable CompletableFuture<ProducerListener.Commit> underway;
    private long done;
    private boolean started;
    private long lastSample = System.nanoTime();

    WorkerLoop(
            Teacher teacher,
            WorkerState state,
            BlockConsumer consumer,
            CommitThread commits,
            Recovery recovery,
            NeededSamples needed,
            ProducerListener listener,
            StopRequest stop,
            StopWatch times) {
        this.teacher = teacher;
        this.state = state;
        this.consumer = consumer;
        this.commits = commits;
        this.recovery = recovery;
        this.needed = needed;
        this.listener = listener;
        this.stop = stop;
        this.times = times;
    }

    /** Returns the number of samples whose knowledge this worker has committed. */
    long done() {
        return done;
    }

    /**
     * Polls once and starts at most one transaction of at most {@code blocks} blocks; returns whether the set is done.
     *
     * @throws StoppedException if the worker was asked to stop
     */
    private boolean step(int blocks) {
        requireNotStopped();
        try {
            if (consumer.drained() && settle() && consumer.finished()) {
                return true;
            }
            boolean idle = !times.measure("fetch", consumer::poll);
            if (!idle) {
                lastSample = System.nanoTime();
            }
            if (recovery.open()) {
                consumer.resume();
                if (work(blocks, idle)) {
                    return false;
                }
            }
            boolean finished = idle && consumer.finished();
            if (idle) {
                recovery.answered();
                requireSamples();
            }
            return finished;
        } catch (KafkaException e) {
            requireNotStopped();
            if (KafkaErrors.causedBy(e, UnknownTopicOrPartitionException.class)) {
                requireSamples();
            }
            recover(e);
            return false;
        }
    }

    /** Works until the set is done; {@code blocks} as in {@link #step}. */
    void run(int blocks) {
        try {
            while (!step(blocks)) {}
            state.become(State.FINISHED);
        } catch (StoppedException | InterruptException e) {
            if (!stop.requested()) {
                throw e;
            }
            endTransaction();
            state.become(State.STOPPED);
            requireNotStopped();
        } finally {
            listener.ended(done);
        }
    }

    /** Waits for the transaction in progress, or aborts it. Results computed since are discarded. */
    private void endTransaction() {
        // The interrupt has served its purpose, to reach this point; the following calls must not be interrupted by it.
        boolean interrupted = Thread.interrupted();
        try {
            settle();
        } catch (KafkaException e) {
            interrupted |= Thread.interrupted();
        }
        if (state.isCommitting()) {
            commits.abandon();
            recovery.abandon(interrupted);
        }
    }

    /** Computes the knowledge for one transaction and starts its commit. Returns whether there was anything to do. */
    private boolean work(int blocks, boolean idle) {
        if (!started) {
            listener.started(consumer.alreadyDone());
            started = true;
        }
        state.take();
        Share share = consumer.take(blocks, idle);
        if (share.isEmpty()) {
            state.takeNothing();
            return settle();
        }
        Transaction transaction = new Transaction(share);
        for (int b = 0; b < share.blocks().size(); b++) {
            settleIfDone();
            SampleBlock<Example> block = share.blocks().get(b);
            int number = b;
            teacher.teachBatches(block.samples(), batch -> {
                requireNotStopped();
                commits.encode(transaction, number, batch);
            });
        }
        settle();
        underway = commits.commit(transaction);
        state.become(State.COMMITTING);
        return true;
    }

    private void settleIfDone() {
        if (underway != null && underway.isDone()) {
            settle();
        }
    }

    /** Waits for the commit in progress; returns whether there was one. */
    private boolean settle() {
        CompletableFuture<ProducerListener.Commit> last = underway;
        if (last == null) {
            return false;
        }
        underway = null;
        ProducerListener.Commit commit = commits.await(last);
        state.committed();
        recovery.succeeded();
        done += commit.samples();
        listener.committed(commit);
        return true;
    }

    /**
     * Returns to the committed offsets once no commit is in progress. If the commit in progress failed as well, both
     * errors count as one incident.
     */
    private void recover(KafkaException error) {
        List<KafkaException> errors = new ArrayList<>(List.of(error));
        try {
            settle();
        } catch (KafkaException earlier) {
            requireNotStopped();
            errors.add(0, earlier);
        }
        recovery.after(Incident.of(errors, state.isCommitting()));
    }

    /**
     * Where nothing comes for long, looks whether there is anything that can come: a topic may have been emptied or deleted.
     * Only after an answer of Kafka, which else would be waited for without end.
     */
    private void requireSamples() {
        if (System.nanoTime() - lastSample > BrokerWait.NOTICE.toNanos()) {
            needed.require();
            lastSample = System.nanoTime();
        }
    }

    private void requireNotStopped() {
        stop.check("stopped: this worker's knowledge of " + done + " samples is committed; start it again to go on");
    }
}
