package dev.hskstream.trainer.run;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.trainer.objective.BatchAssembly;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.order.EpochSource;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the batches of the next steps (reading, decoding, tensors) on a thread of its own, in the plan's order, while
 * the training thread computes. At most {@value #AHEAD} batches are prepared ahead, in memory that is reused.
 */
public final class Prefetcher implements AutoCloseable {
    private static final int AHEAD = 3;
    private static final long POLL_MILLIS = 100;

    private final EpochSource epochs;
    private final TrainingPlan plan;
    private final NDManager manager;
    private final int padId;
    private final Thread thread;
    private final BlockingQueue<Arena> free = new ArrayBlockingQueue<>(AHEAD + 1);
    /** Large enough for one batch per arena and one failure, so that adding never blocks. */
    private final BlockingQueue<Ready> ready = new ArrayBlockingQueue<>(AHEAD + 2);

    private @Nullable Ready current;

    /** A prepared batch with its memory, or the failure that ended the preparation. */
    private record Ready(@Nullable StudentBatch batch, Arena arena, @Nullable Throwable failure) {}

    /**
     * Starts preparing batches.
     *
     * @param manager parent of the batches' managers
     * @param step the first step to prepare a batch for, from 0
     * @param seen samples of that step's epoch that were already trained on
     */
    Prefetcher(RunSpec spec, TrainingPlan plan, NDManager manager, long step, BitSet seen) {
        this(spec.data().epochs(), plan, manager, spec.model().padId(), step, seen);
    }

    /** The same without a {@link RunSpec}. */
    public Prefetcher(EpochSource epochs, TrainingPlan plan, NDManager manager, int padId, long step, BitSet seen) {
        this.epochs = epochs;
        this.plan = plan;
        this.manager = manager;
        this.padId = padId;
        for (int i = 0; i <= AHEAD; i++) {
            free.add(new Arena());
        }
        BitSet before = (BitSet) seen.clone();
        this.thread = new Thread(() -> read(step, before), "hsk-prefetch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the next step's batch, waiting for it if necessary, and closes the batch returned before. An exception of
     * the preparing thread is thrown once all batches before it were returned.
     *
     * @param stop whether to stop waiting; asked several times a second
     * @return empty if {@code stop} ended the wait
     */
    public Optional<StudentBatch> next(BooleanSupplier stop) {
        release();
        try {
            do {
                current = ready.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } while (current == null && !stop.getAsBoolean());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
        return Optional.ofNullable(current).map(Prefetcher::batch);
    }

    /** As {@link #next(BooleanSupplier)}, but waits without limit. */
    public StudentBatch next() {
        return next(() -> false).orElseThrow();
    }

    private static StudentBatch batch(Ready current) {
        if (current.failure() instanceof Error error) {
            throw error;
        }
        if (current.failure() instanceof RuntimeException exception) {
            throw exception;
        }
        return Objects.requireNonNull(current.batch());
    }

    /** Stops the preparing thread, even if it is waiting, and closes all batches. */
    @Override
    public void close() {
        release();
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Ready left = ready.poll(); left != null; left = ready.poll()) {
            close(left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        if (current != null) {
            close(current);
            free.add(current.arena());
            current = null;
        }
    }

    private static void close(Ready made) {
        if (made.batch() != null) {
            made.batch().close();
        }
    }

    private void read(long first, BitSet seen) {
        try {
            for (long step = first; step < plan.steps(); ) {
                TrainingPlan.Position at = plan.at(step);
                try (EpochSource.Epoch epoch =
                        epochs.open(at.epoch(), at.batch(), step == first ? seen : new BitSet())) {
                    for (int batch = at.batch(); batch < plan.stepsPerEpoch(); batch++) {
                        ready.put(assembled(epoch, plan.at(step++)));
                    }
                }
            }
        } catch (InterruptedException e) {
            // The prefetcher was closed, so nobody waits for a batch.
        } catch (RuntimeException | Error e) {
            ready.add(new Ready(null, new Arena(), e));
        }
    }

    private Ready assembled(EpochSource.Epoch epoch, TrainingPlan.Position at) throws InterruptedException {
        Arena arena = free.take();
        arena.reset();
        NDManager scope = manager.newSubManager();
        try {
            return new Ready(
                    BatchAssembly.assemble(at.stage().objective(), scope, arena, epoch.next(), padId), arena, null);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }
}
