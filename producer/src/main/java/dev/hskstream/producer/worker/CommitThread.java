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
 * The one thread beside the teacher's: it encodes what the teacher computed and commits transactions, in the order in which
 * it is given them, so that the teacher goes on computing while Kafka answers.
 *
 * <p><b>Bounded memory.</b> Two batches may wait to be encoded. While a transaction is on its way, those of the next one wait
 * behind it, and the teacher with them: there is never more than one transaction of records, and two batches.
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
     * A thread for one writer.
     *
     * @param times gets what is spent on {@code encode} and {@code send}, and for which the teacher is kept {@code waiting}
     */
    CommitThread(TransactionalWriter writer, KnowledgeCodec codec, StopWatch times) {
        this.writer = writer;
        this.codec = codec;
        this.times = times;
    }

    /** Encodes a batch of the transaction's block of that number. Waits while two others wait. */
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

    /** Commits a transaction all of whose batches were given. The result says when, or throws what went wrong. */
    CompletableFuture<ProducerListener.Commit> commit(Transaction transaction) {
        return CompletableFuture.supplyAsync(() -> times.measure("send", () -> transaction.commit(writer)), thread);
    }

    /** Waits for a commit and throws what went wrong with it. */
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

    /** Drops what was not begun, and interrupts a commit that is on its way. */
    void abandon() {
        thread.shutdownNow();
    }

    /** Lets a commit that is on its way end, if that takes no longer than five seconds. */
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
