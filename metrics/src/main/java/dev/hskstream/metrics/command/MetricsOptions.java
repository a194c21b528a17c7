package dev.hskstream.metrics.command;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.console.Range;
import dev.hskstream.metrics.Metrics;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for serving metrics: a mixin for every long-running command. */
public final class MetricsOptions {
    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve metrics for Prometheus on /metrics, and /livez and /readyz, on this port; 0 takes a"
                    + " free one (default: none are served).")
    @Range(min = 0, max = 65535)
    private @Nullable Integer port;

    @Option(
            names = "--metrics-host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "The address that --metrics-port listens on; 0.0.0.0 is every address of this host.")
    private String host = "127.0.0.1";

    /**
     * Opens the process's metrics. If they are served, prints their URL on standard error.
     *
     * @throws UsageException if the host has no address
     * @throws UserException if the server cannot listen on the address
     */
    public Metrics open() {
        if (port == null) {
            return Metrics.off();
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UsageException(
                    "--metrics-host " + Quoted.of(host) + " is no address of this host; give one, such as 127.0.0.1");
        }
        Metrics metrics = Metrics.serve(address);
        metrics.url().ifPresent(url -> System.err.println("metrics: " + url));
        return metrics;
    }
}
