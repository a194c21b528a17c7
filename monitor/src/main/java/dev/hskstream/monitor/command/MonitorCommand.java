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
import dev.hskstream.metrics.Metrics;
import dev.hskstream.monitor.export.MonitorMetrics;
import dev.hskstream.monitor.statistics.StatisticsService;
import dev.hskstream.monitor.view.StatisticsView;
import dev.hskstream.monitor.watch.KafkaSource;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Watch;
import dev.hskstream.monitor.web.MonitorServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
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
            description =
                    "The port of the page, the API (/api/v1), /metrics, /healthz and /readyz; 0 takes a free one.")
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
        Clock clock = Clock.systemUTC();
        try (StopRequest.Section section = Shutdown.request().handled(CLOSING, told::countDown);
                Metrics metrics = Metrics.collect();
                Watch watch = Watch.start(new KafkaSource(connection, clock), Duration.ofSeconds(interval), clock);
                StatisticsService computed = statistics ? StatisticsService.start(connection) : null;
                MonitorServer server = MonitorServer.start(address, token, watch, views(computed), metrics::text)) {
            MonitorMetrics.add(metrics, () -> watch.latest().seen().map(Seen::lag), clock, compatMetrics);
            if (computed != null) {
                computed.bindTo(metrics.registry());
            }
            output.print(Map.of("url", server.url()), "dashboard: " + server.url() + "   (Ctrl-C stops it)");
            told.await();
        }
        return HskCommandLine.DONE;
    }

    private static Function<String, StatisticsView> views(@Nullable StatisticsService service) {
        return service == null
                ? set -> StatisticsView.NONE
                : set -> StatisticsView.of(service.set(set), service.troubles());
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
