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
 * One {@code hsk} command line in a process of its own, from this process's class path: something to kill. What it writes
 * is read all the time, so that it never waits for its reader. Closing kills what still runs.
 */
final class HskProcess implements AutoCloseable {
    /** Starts sooner and leaves the cores to others; numbers come from native code and stay the same. */
    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Makes a process heed SIGINT again (GNU coreutils 8.31); it is the command itself that then has the process id. */
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

    /** Starts the command line with nothing special; arguments are taken as their text. */
    static HskProcess start(List<?> line) {
        return start(List.of(), Map.of(), line);
    }

    /**
     * Starts the command line with one thread per operation and no progress.
     *
     * @param jvm options of the JVM, such as {@code -Xmx512m}
     * @param environment beside this process's own, and before what is set here
     * @param line arguments, taken as their text
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
     * Whether this process ignores SIGINT and so would its children. A shell starts its background jobs so, and a JVM
     * leaves it at that; only Linux tells.
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

    /** Since when it runs. */
    Duration uptime() {
        return Duration.between(process.info().startInstant().orElse(Instant.now()), Instant.now());
    }

    /** Gives it that long to end by itself; returns whether it has. */
    boolean ends(Duration limit) {
        return awaitEnd(limit);
    }

    /** Asks it to end (SIGTERM). Not Process.destroy, which also closes the streams that its last words come through. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it at once, wherever it is (SIGKILL), and returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    /** Sends a signal, {@code TERM} or {@code INT}, as a container's runtime or Ctrl-C does. */
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

    /** Waits for its end and returns what became of it; fails, and kills it, where that takes longer than given. */
    HskRun waitFor(Duration limit) {
        if (!awaitEnd(limit)) {
            kill();
            throw new AssertionError("still running after " + limit + "; stdout: " + out() + "; stderr: " + err());
        }
        out.finish();
        err.finish();
        return new HskRun(process.exitValue(), out(), err());
    }

    /** Standard output so far. */
    String out() {
        return out.text();
    }

    /** Standard error so far. */
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

    /** Reads a stream to its end in a thread of its own. */
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
                // The process was killed: what came until then is all there is.
            }
        }
    }
}
