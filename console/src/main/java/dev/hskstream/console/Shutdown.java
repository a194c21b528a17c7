package dev.hskstream.console;

import dev.hskstream.base.work.StopRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Stops running commands cleanly when the process receives SIGTERM or SIGINT (Ctrl-C). The JVM then runs its shutdown
 * hooks and exits with 143 or 130 when they return. The hook of this class asks the command to stop and waits for it.
 *
 * <p>A command passes {@link #request()} to the work that it starts; {@link StopRequest} describes what the work must
 * do. Work that does not react is interrupted at once. After about {@link #LIMIT}, the process ends whatever the
 * command does.
 */
public final class Shutdown {
    /** The total time that a command has to stop. Container runtimes kill a process after ten seconds. */
    static final Duration LIMIT = Duration.ofMillis(8500);

    /** The least time that a command has after an interrupt, even if the grace period took the whole limit. */
    private static final Duration LEAST_AFTER_INTERRUPT = Duration.ofSeconds(1);

    private static final Shutdown PROCESS = new Shutdown();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PROCESS::stop, "hsk-shutdown"));
    }

    private final StopRequest request = new StopRequest();
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    Shutdown() {}

    /** The request that is made when this process is asked to stop. */
    public static StopRequest request() {
        return PROCESS.request;
    }

    static Shutdown process() {
        return PROCESS;
    }

    private record Running(Thread thread, CountDownLatch ended) {}

    /** Runs a command on this thread, and stops it if a request to stop comes. */
    int run(IntSupplier command) {
        Running own = new Running(Thread.currentThread(), new CountDownLatch(1));
        running.add(own);
        try {
            return command.getAsInt();
        } finally {
            running.remove(own);
            own.ended.countDown();
        }
    }

    /** Asks the running commands to stop. Returns when they have ended or their time is over. */
    void stop() {
        long start = System.nanoTime();
        Set<Running> commands = Set.copyOf(running);
        Duration grace = request.grace();
        request.request();
        try {
            if (await(commands, grace)) {
                return;
            }
            commands.forEach(command -> command.thread.interrupt());
            Duration left = LIMIT.minusNanos(System.nanoTime() - start);
            await(commands, left.compareTo(LEAST_AFTER_INTERRUPT) > 0 ? left : LEAST_AFTER_INTERRUPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    StopRequest own() {
        return request;
    }

    private static boolean await(Set<Running> commands, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean all = true;
        for (Running command : commands) {
            all &= command.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return all;
    }
}
