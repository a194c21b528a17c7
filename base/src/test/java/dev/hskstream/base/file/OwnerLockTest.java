package dev.hskstream.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** Another process. */
    public static final class Other {
        static final int TAKEN = 40;
        static final int HELD = 41;

        private Other() {}

        /** Exits with whether the lock was to be had. */
        public static void main(String[] args) {
            System.exit(OwnerLock.tryTake(Path.of(args[0])).isPresent() ? TAKEN : HELD);
        }
    }
}
