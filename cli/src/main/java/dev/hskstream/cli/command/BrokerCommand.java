package dev.hskstream.cli.command;

import dev.hskstream.base.work.StopRequest;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.Shutdown;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.metrics.command.MetricsOptions;
import dev.hskstream.monitor.web.Dashboard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a Kafka broker and a schema registry on loopback until it is told to stop. Both keep their data on disk. */
@Command(
        name = "broker",
        description =
                "Runs a Kafka broker and a schema registry for this machine, in the foreground. Ctrl-C stops both;"
                        + " started again on the same directory, they have their data.")
public final class BrokerCommand implements Callable<Integer> {
    /** A broker that is interrupted while it shuts down must check all its data at the next start. */
    private static final Duration CLOSING = Duration.ofMinutes(1);

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Data directory of the broker and the registry.")
    private Path dir = Path.of("");

    @Option(names = "--port", defaultValue = "19092", description = "The broker's port; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int port;

    @Option(names = "--registry-port", defaultValue = "18081", description = "The registry's port; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int registryPort;

    @Option(
            names = "--broker-config",
            paramLabel = "FILE",
            description = "Properties for the broker (listeners, TLS, SASL, authorizer.class.name, ...).")
    private @Nullable Path brokerConfig;

    @Option(names = "--monitor", description = "Serve the dashboard of hsk monitor too.")
    private boolean monitor;

    @Option(
            names = "--monitor-port",
            defaultValue = "18090",
            description = "The port of the dashboard that --monitor serves, on loopback; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int monitorPort;

    @Mixin
    private final MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    @SuppressWarnings("try") // the section is open while the broker runs
    public Integer call() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Map<String, String> properties = brokerConfig == null ? Map.of() : KafkaConnection.readProperties(brokerConfig);
        try (StopRequest.Section section = Shutdown.request().handled(CLOSING, told::countDown);
                Metrics measured = metrics.open();
                EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, port, properties));
                DevRegistry registry = DevRegistry.start(dir, registryPort);
                Dashboard dashboard = monitor ? dashboard(broker, registry) : null) {
            print(broker, registry, dashboard);
            measured.ready();
            told.await();
        }
        return HskCommandLine.DONE;
    }

    private Dashboard dashboard(EmbeddedBroker broker, DevRegistry registry) {
        KafkaConnection connection = KafkaConnection.of(broker.bootstrapServers(), registry.url());
        return Dashboard.start(connection, Dashboard.Settings.loopback(monitorPort));
    }

    private void print(EmbeddedBroker broker, DevRegistry registry, @Nullable Dashboard dashboard) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("bootstrapServers", broker.bootstrapServers());
        addresses.put("registryUrl", registry.url());
        if (dashboard != null) {
            addresses.put("monitorUrl", dashboard.url());
        }
        output.print(
                addresses,
                "--bootstrap-servers " + broker.bootstrapServers() + " --registry-url " + registry.url()
                        + "   (these are the addresses; Ctrl-C stops "
                        + (dashboard == null
                                ? "both)"
                                : "all)" + System.lineSeparator() + "dashboard: " + dashboard.url()));
    }
}
