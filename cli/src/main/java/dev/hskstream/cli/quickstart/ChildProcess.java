package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.timing.ProcessMemory;
import dev.hskstream.console.ProgressStyle;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code hsk} commands as processes with this one's Java, class path and JVM options, one at a time. What a child
 * says on standard error is shown as it comes; what it prints on standard output is its result.
 */
final class ChildProcess {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String mainClass;
    private final PrintStream err;

    ChildProcess(Class<?> main, PrintStream err) {
        this.mainClass = main.getName();
        this.err = err;
    }

    /**
     * Runs the command to its end.
     *
     * @throws StageFailedException if it exits with anything but 0 or prints no JSON; the reason is its own last error
     */
    Outcome run(String stage, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        Thread killer = new Thread(process::destroy, "stop-" + stage);
        Runtime.getRuntime().addShutdownHook(killer);
        try (OutputPump stdout = OutputPump.collecting(process.getInputStream());
                OutputPump stderr = OutputPump.showing(process.getErrorStream(), err)) {
            long peak = awaitExit(process);
            return outcome(stage, process.exitValue(), stdout.finish(), stderr.finish(), peak);
        } finally {
            process.destroy();
            forget(killer);
        }
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(nowhere()));
        adapt(builder.environment());
        return builder.start();
    }

    private static File nowhere() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** Options in the environment were meant for the quickstart; a child gets all its own on its command line. */
    private static void adapt(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("HSK_"));
        environment.put(ProgressStyle.VARIABLE, ProgressStyle.current().name().toLowerCase(Locale.ROOT));
    }

    private static long awaitExit(Process process) throws InterruptedException {
        long peak = 0;
        do {
            peak = Math.max(peak, ProcessMemory.peakRssBytes(process.pid()));
        } while (!process.waitFor(200, TimeUnit.MILLISECONDS));
        return peak;
    }

    private static Outcome outcome(String stage, int exit, String stdout, String stderr, long peak) {
        if (exit != 0) {
            throw new StageFailedException(stage, LastError.of(stderr, exit));
        }
        try {
            JsonNode result = MAPPER.readTree(stdout);
            if (result == null || !result.isContainerNode()) {
                throw new StageFailedException(stage, "it printed no JSON object");
            }
            return new Outcome(
                    result, Math.max(peak, result.path("peakMemoryBytes").asLong(0)));
        } catch (JsonProcessingException e) {
            throw new StageFailedException(stage, "it printed no JSON: " + e.getOriginalMessage());
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and runs the hook: nothing is left to forget.
        }
    }
}
