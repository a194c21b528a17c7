package dev.hskstream.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnerLockTest {
    @Test
    void hasOneOwnerAtATimeInThisProcess(@TempDir Path directory) {
        Path file = directory.resolve("new/x.lock");
        try (OwnerLock first = OwnerLock.take(file, "unused")) {
            assertThat(first).isNotNull();
            assertThat(OwnerLock.tryTake(file)).isEmpty();
            assertThatThrownBy(() -> OwnerLock.take(file, "x is taken; wait"))
                    .isInstanceOf(UserException.class)
                    .hasMessage("x is taken; wait");
        }
        OwnerLock.take(file, "still held").close();
    }

    @Test
    void keepsOtherProcessesOutEvenAfterASecondTryInThisOne(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("x.lock");
        try (OwnerLock held = OwnerLock.take(file, "unused")) {
            assertThat(held).isNotNull();
            assertThat(OwnerLock.tryTake(file)).isEmpty();

            assertThat(another(file)).isEqualTo(Other.HELD);
        }
        assertThat(another(file)).isEqualTo(Other.TAKEN);
    }

    @Test
    void sameFileByAnotherPathIsTheSameLock(@TempDir Path directory) throws Exception {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));

        try (OwnerLock held = OwnerLock.take(directory.resolve("real/x.lock"), "unused")) {
            assertThat(held).isNotNull();
            assertThat(OwnerLock.tryTake(link.resolve("x.lock"))).isEmpty();
        }
    }

    @Test
    void waitsForTheOwnerAndSaysSoOnce(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("x.lock");
        CountDownLatch waiting = new CountDownLatch(1);
        OwnerLock held = OwnerLock.take(file, "unused");
        Thread other =
                new Thread(() -> OwnerLock.await(file, waiting::countDown).close());
        other.start();

        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
        held.close();
        other.join();

        OwnerLock.await(file, () -> {
                    throw new AssertionError("nobody has it");
                })
                .close();
    }

    /** The lock is retired while another channel to its file is open, so that channel refers to a deleted file. */
    @Test
    void aRetiredLockIsNobodysWhoOpenedItBefore(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("run/lock");
        OwnerLock held = OwnerLock.take(file, "unused");
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            held.retire();
            assertThat(opened.size()).isPositive();
        }

        assertThat(file).doesNotExist();
        try (OwnerLock next = OwnerLock.take(file, "unused")) {
            assertThat(next).isNotNull();
            assertThat(another(file)).isEqualTo(Other.HELD);
        }
    }

    @Test
    void whatAKilledOwnerLeftOfARetiredLockIsNoLock(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("lock"), new byte[] {1});

        try (OwnerLock next = OwnerLock.take(file, "unused")) {
            assertThat(next).isNotNull();
            assertThat(file).isEmptyFile();
            assertThat(another(file)).isEqualTo(Other.HELD);
        }
    }

    /** Several threads take and retire the same lock; never more than one may hold it at a time. */
    @Test
    void hasOneOwnerAtATimeWhileItIsTakenAndRetired(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("run/lock");
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 200; n++) {
                    OwnerLock.tryTake(file).ifPresent(lock -> {
                        most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                        owners.decrementAndGet();
                        lock.retire();
                    });
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most).hasValue(1);
    }

    private static int another(Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The main class of a second process. */
    public static final class Other {
        static final int TAKEN = 40;
        static final int HELD = 41;

        private Other() {}

        /** Exits with {@link #TAKEN} if it got the lock, otherwise with {@link #HELD}. */
        public static void main(String[] args) {
            System.exit(OwnerLock.tryTake(Path.of(args[0])).isPresent() ? TAKEN : HELD);
        }
    }
}
