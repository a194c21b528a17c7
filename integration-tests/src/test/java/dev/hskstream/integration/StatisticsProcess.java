package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.statistics.StatisticsService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that computes statistics until it is killed. */
final class StatisticsProcess implements AutoCloseable {
    private final Process process;

    private StatisticsProcess(Process process) {
        this.process = process;
    }

    static StatisticsProcess start(LocalKafka kafka) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StatisticsProcess.class.getName(),
                kafka.broker().bootstrapServers(),
                kafka.registry().url());
        return new StatisticsProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Is run in the process. */
    public static void main(String[] arguments) throws InterruptedException {
        StatisticsService service = StatisticsService.start(KafkaConnection.of(arguments[0], arguments[1]));
        new CountDownLatch(1).await();
        service.close();
    }

    boolean running() {
        return process.isAlive();
    }

    /** Kills it (SIGKILL), and returns when it has ended. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
