package dev.hskstream.producer.worker;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.producer.teach.TaughtBatch;
import dev.hskstream.schemas.record.KnowledgeCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The only other thread besides the teacher's. It encodes what the teacher computed and commits transactions, in the
 * order of the calls, so that the teacher can compute while Kafka responds.
 *
 * <p><b>Bounded memory.</b> At most two batches wait to be encoded. While a transaction is being committed, batches of
 * the next one wait until it is done, and the teacher waits with them. So memory holds at most the records of one
 * transaction and two batches.
 */
final class CommitThread implements AutoCloseable {
    private static final int BATCHES = 2;
    private static final long CLOSE_SECONDS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread commits = new Thread(work, "hsk-commit");
        commits.setDaemon(true);
        return commits;
    });
    private final Semaphore room = new Semaphore(BATCHES);
    private final TransactionalWriter writer;
    private final KnowledgeCodec codec;
    private final StopWatch times;

    /**
     * Creates the thread for one writer.
     *
     * @param writer writes the transactions
     * @param codec encodes the records
     * @param times records the time spent on {@code encode} and {@code send}, and the time that the teacher spends
     *     {@code waiting}
     */
    CommitThread(TransactionalWriter writer, KnowledgeCodec codec, StopWatch times) {
        this.writer = writer;
        this.codec = codec;
        this.times = times;
    }

    /** Queues a batch of a transaction's block to be encoded; waits while two batches are queued. */
    void encode(Transaction transaction, int block, TaughtBatch batch) {
        times.spend("waiting", this::acquire);
        thread.execute(() -> {
            try {
                times.spend("encode", () -> transaction.encode(block, batch, codec));
            } finally {
                room.release();
            }
        });
    }

    /**
     * Queues the commit of a transaction, after all its batches. The result completes when it is committed or has
     * failed.
     */
    CompletableFuture<ProducerListener.Commit> commit(Transaction transaction) {
        return CompletableFuture.supplyAsync(() -> times.measure("send", () -> transaction.commit(writer)), thread);
    }

    /** Waits for a commit and throws the error if it failed. */
    ProducerListener.Commit await(CompletableFuture<ProducerListener.Commit> commit) {
        return times.measure("waiting", () -> {
            try {
                return commit.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
    }

    private void acquire() {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Discards queued work and interrupts a commit in progress. */
    void abandon() {
        thread.shutdownNow();
    }

    /** Lets a commit in progress finish, for at most five seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
