package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.base.work.StopRequest;
import dev.hskstream.base.work.StoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // the section is open until the end of its block
class ShutdownTest {
    private final Shutdown shutdown = new Shutdown();
    private final CountDownLatch started = new CountDownLatch(1);

    @Test
    void lastsUntilWorkThatHandlesTheRequestHasEnded() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Integer> command = command(() -> {
            try (StopRequest.Section section = shutdown.own().handled(StopRequest.GRACE, told::countDown)) {
                started.countDown();
                told.await();
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        started.await();

        shutdown.stop();

        assertThat(command.join()).isEqualTo(7);
        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void interruptsWorkThatDoesNotHandleTheRequest() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Integer> command = command(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(shutdown.own().requested());
            }
        });
        started.await();

        shutdown.stop();

        assertThat(interrupted.join()).isTrue();
        assertThat(command.join()).isEqualTo(7);
    }

    @Test
    void doesNotWaitIfNothingRuns() {
        shutdown.stop();

        assertThat(shutdown.own().requested()).isTrue();
    }

    @Test
    void tellsWorkThatWasStoppedFromWorkThatFailed() {
        assertThat(Stopping.is(new StoppedException("stopped at 3"), true)).isTrue();
        assertThat(Stopping.is(new InterruptException("while waiting"), true)).isTrue();
        assertThat(Stopping.is(new InterruptedException(), true)).isTrue();
        assertThat(Stopping.is(new UncheckedIOException(new ClosedByInterruptException()), true))
                .isTrue();
        assertThat(Stopping.is(new UncheckedIOException(new IOException("disk full")), true))
                .isFalse();
        assertThat(Stopping.is(new TimeoutException("no answer"), true)).isFalse();
        assertThat(Stopping.is(new InterruptedException(), false)).isFalse();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private CompletableFuture<Integer> command(Work work) {
        return CompletableFuture.supplyAsync(() -> shutdown.run(() -> {
            try {
                work.run();
                return 7;
            } catch (InterruptedException e) {
                return -1;
            }
        }));
    }
}
