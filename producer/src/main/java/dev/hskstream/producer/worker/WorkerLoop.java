package dev.hskstream.producer.worker;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.console.Progress;
import dev.hskstream.model.task.Example;
import dev.hskstream.producer.teach.Teacher;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A worker's steps, on the thread that has the teacher and the consumer. */
final class WorkerLoop {
    private final Teacher teacher;
    private final BlockConsumer input;
    private final CommitThread sender;
    private final Recovery recovery;
    private final Progress progress;
    private final StopWatch times;

    private @Nullable Underway underway;
    private long done;
    private boolean counted;

    WorkerLoop(
            Teacher teacher,
            BlockConsumer input,
            CommitThread sender,
            Recovery recovery,
            Progress progress,
            StopWatch times) {
        this.teacher = teacher;
        this.input = input;
        this.sender = sender;
        this.recovery = recovery;
        this.progress = progress;
        this.times = times;
    }

    /** A transaction on its way to Kafka. */
    private record Underway(int samples, CompletableFuture<Void> commit) {}

    /** Samples whose knowledge is committed. */
    long done() {
        return done;
    }

    /** One poll and at most one transaction of that many blocks; returns whether the set is done. */
    boolean step(int blocks) {
        try {
            if (input.drained() && settle() && input.finished()) {
                return true;
            }
            boolean idle = !times.measure("fetch", input::poll);
            if (recovery.open()) {
                input.resume();
                if (work(blocks, idle)) {
                    return false;
                }
            }
            boolean finished = idle && input.finished();
            if (idle) {
                recovery.answered();
            }
            return finished;
        } catch (KafkaException e) {
            recover(e);
            return false;
        }
    }

    /** Computes what there is to do in one transaction; returns whether there was anything. */
    private boolean work(int blocks, boolean idle) {
        if (!counted) {
            progress.skip(input.alreadyDone());
            counted = true;
        }
        Share share = input.take(blocks, idle);
        if (share.isEmpty()) {
            return settle();
        }
        Transaction transaction = new Transaction(share);
        for (int b = 0; b < share.blocks().size(); b++) {
            settleIfDone();
            SampleBlock<Example> block = share.blocks().get(b);
            int number = b;
            teacher.teachBatches(block.samples(), batch -> sender.encode(transaction, number, batch));
        }
        settle();
        underway = new Underway(share.samples(), sender.commit(transaction));
        return true;
    }

    private void settleIfDone() {
        if (underway != null && underway.commit().isDone()) {
            settle();
        }
    }

    /** Waits for the transaction that is on its way; returns whether there was one. */
    private boolean settle() {
        Underway last = underway;
        if (last == null) {
            return false;
        }
        underway = null;
        sender.await(last.commit());
        input.committed();
        recovery.succeeded();
        done += last.samples();
        progress.advance(last.samples());
        return true;
    }

    /** Nothing is on its way any more when input and output go back. */
    private void recover(KafkaException error) {
        try {
            settle();
        } catch (KafkaException first) {
            recovery.after(first);
        }
        recovery.after(error);
    }
}
