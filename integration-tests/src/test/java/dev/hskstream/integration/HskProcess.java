package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hskstream.cli.Hsk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One {@code hsk} command line in its own process, with this process's class path, so that a test can kill it. Its
 * output is read continuously, so that it never blocks on a full pipe. Closing kills the process if it still runs.
 */
final class HskProcess implements AutoCloseable {
    /**
     * JVM options for a faster start and less CPU use. Numbers do not change, because they are computed in native code.
     */
    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * A command prefix that makes a process handle SIGINT again (GNU coreutils 8.31 or later). {@code env} executes the
     * command in its own place, so the process id stays the same.
     */
    private static final List<String> HEEDING_INTERRUPTS = List.of("env", "--default-signal=INT");

    private static final Path STATUS = Path.of("/proc/self/status");

    private final Process process;
    private final Pump out;
    private final Pump err;

    private HskProcess(Process process) {
        this.process = process;
        this.out = new Pump(process.getInputStream());
        this.err = new Pump(process.getErrorStream());
    }

    /** Starts the command line with default options; arguments are converted with {@code toString}. */
    static HskProcess start(List<?> line) {
        return start(List.of(), Map.of(), line);
    }

    /**
     * Starts the command line with one thread per operation and without progress display.
     *
     * @param jvm JVM options, such as {@code -Xmx512m}
     * @param environment environment variables added to those of this process
     * @param line the arguments, converted with {@code toString}
     */
    static HskProcess start(List<String> jvm, Map<String, String> environment, List<?> line) {
        List<String> command = new ArrayList<>(ignoresInterrupts() ? HEEDING_INTERRUPTS : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIGHT);
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hsk.class.getName()));
        line.forEach(word -> command.add(word.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("HSK_PROGRESS", "none");
        builder.environment().putAll(environment);
        try {
            return new HskProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether this process ignores SIGINT, which its children would inherit. Shells start background jobs this way, and
     * a JVM does not change it. Can be detected on Linux only.
     */
    private static boolean ignoresInterrupts() {
        if (!Files.exists(STATUS)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << 1) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean running() {
        return process.isAlive();
    }

    /** Returns how long the process has been running. */
    Duration uptime() {
        return Duration.between(process.info().startInstant().orElse(Instant.now()), Instant.now());
    }

    /** Waits for the process to end by itself, at most for the limit; returns whether it has ended. */
    boolean ends(Duration limit) {
        return awaitEnd(limit);
    }

    /**
     * Asks the process to end (SIGTERM). Does not use Process.destroy, which also closes the streams that its last
     * output comes through.
     */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Kills the process immediately (SIGKILL), and returns when it has ended. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    /** Sends a signal, {@code TERM} or {@code INT}, as a container runtime or Ctrl-C would. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /**
     * Waits for the process to end and returns its result. If this takes longer than the limit, kills the process and
     * fails.
     */
    HskRun waitFor(Duration limit) {
        if (!awaitEnd(limit)) {
            kill();
            throw new AssertionError("still running after " + limit + "; stdout: " + out() + "; stderr: " + err());
        }
        out.finish();
        err.finish();
        return new HskRun(process.exitValue(), out(), err());
    }

    /** Returns the standard output so far. */
    String out() {
        return out.text();
    }

    /** Returns the standard error so far. */
    String err() {
        return err.text();
    }

    @Override
    public void close() {
        kill();
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Reads a stream to its end on its own thread. */
    private static final class Pump {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final Thread thread;

        Pump(InputStream stream) {
            thread = new Thread(() -> drain(stream), "pump");
            thread.setDaemon(true);
            thread.start();
        }

        String text() {
            return read.toString(UTF_8);
        }

        void finish() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void drain(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    read.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // The process was killed, so what was read until then is complete.
            }
        }
    }
}
