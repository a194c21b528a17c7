package dev.hskstream.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.timing.ProcessMemory;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.console.ProgressStyle;
import dev.hskstream.console.Shutdown;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code hsk} commands as child processes with this process's Java, class path and JVM options, one at a time. A
 * child's standard error is shown immediately; its standard output is its result.
 */
final class ChildProcess {
    /** A child that is asked to stop ends after about this time by itself ({@link Shutdown}). */
    private static final Duration CHILD_STOPS = Duration.ofSeconds(9);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String mainClass;
    private final PrintStream err;

    ChildProcess(Class<?> main, PrintStream err) {
        this.mainClass = main.getName();
        this.err = err;
    }

    /**
     * Runs a command to its end.
     *
     * @throws StoppedException if this process is asked to stop; the child is then stopped too
     * @throws StageFailedException if it exits with a code other than 0, with its last error as the reason, or prints
     *     no JSON
     */
    @SuppressWarnings("try") // the section is open while the child runs
    Outcome run(String stage, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        StopRequest stop = Shutdown.request();
        try (StopRequest.Section section =
                        stop.handled(CHILD_STOPS, () -> process.toHandle().destroy());
                OutputPump stdout = OutputPump.collecting(process.getInputStream());
                OutputPump stderr = OutputPump.showing(process.getErrorStream(), err)) {
            long peak = awaitExit(process);
            stop.check("stopped in stage " + stage + "; run it again to go on");
            return outcome(stage, process.exitValue(), stdout.finish(), stderr.finish(), peak);
        } finally {
            process.destroy();
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

    /**
     * HSK_ options in the environment are meant for the quickstart; children get all their options on the command line.
     */
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
            return new Outcome(result, Math.max(peak, ChildResult.peakMemory(stage, result)));
        } catch (JsonProcessingException e) {
            throw new StageFailedException(stage, "it printed no JSON: " + e.getOriginalMessage());
        }
    }
}
