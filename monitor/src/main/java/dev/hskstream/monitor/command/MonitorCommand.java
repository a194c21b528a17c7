package dev.hskstream.monitor.command;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.base.work.StopRequest;
import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.Shutdown;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.web.Dashboard;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk monitor}: the dashboard. */
@Command(
        name = "monitor",
        description =
                "Serve a dashboard of all sets and trainings, in the foreground, until Ctrl-C. It only watches: it"
                        + " starts and changes no work.")
public final class MonitorCommand implements Callable<Integer> {
    /** Long enough for an attempt to measure that is under way. */
    private static final Duration CLOSING = Duration.ofSeconds(6);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "18090",
            description = "The port of the page, the API (/api/v1), /metrics, /livez and /readyz; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 0.0.0.0 is every address of this host. Others than loopback need"
                    + " --token-file.")
    private String host = "127.0.0.1";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token that clients must present (Authorization: Bearer TOKEN).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Time between two measurements.")
    @Range(min = 1, max = 3600)
    private int interval;

    @Option(
            names = "--compat-metrics",
            description = "Show the lag under kafka_exporter's names too, for dashboards made for it.")
    private boolean compatMetrics;

    @Option(
            names = "--statistics",
            description = "Also compute statistics of runs and of knowledge, and keep them in hsk.statistics, the only"
                    + " topic that this writes; several monitors share the work.")
    private boolean statistics;

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    @SuppressWarnings("try") // the section is open while this serves
    public Integer call() throws InterruptedException {
        InetSocketAddress address = address();
        Optional<String> token = Optional.ofNullable(tokenFile).map(TokenFile::read);
        if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new UsageException("--host " + Quoted.of(host) + " can be reached from other machines, so it needs a"
                    + " token; name a file that contains one with --token-file");
        }
        KafkaConnection connection = kafka.connect();
        CountDownLatch told = new CountDownLatch(1);
        Dashboard.Settings settings =
                new Dashboard.Settings(address, token, Duration.ofSeconds(interval), compatMetrics, statistics);
        try (StopRequest.Section section = Shutdown.request().handled(CLOSING, told::countDown);
                Dashboard dashboard = Dashboard.start(connection, settings)) {
            output.print(Map.of("url", dashboard.url()), "dashboard: " + dashboard.url() + "   (Ctrl-C stops it)");
            told.await();
        }
        return HskCommandLine.DONE;
    }

    private InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UsageException(
                    "--host " + Quoted.of(host) + " is no address of this host; give one, such as 127.0.0.1");
        }
        return address;
    }
}
