package dev.hskstream.metrics;

import dev.hskstream.base.UserException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one process. Listeners register their meters here unconditionally; without a server, meters do nothing
 * and cost nothing.
 */
public final class Metrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final Supplier<String> text;
    private final @Nullable ProcessMeters process;
    private final @Nullable MetricsServer server;

    private Metrics(
            MeterRegistry registry,
            Supplier<String> text,
            @Nullable ProcessMeters process,
            @Nullable MetricsServer server) {
        this.registry = registry;
        this.text = text;
        this.process = process;
        this.server = server;
    }

    /** Metrics that record nothing. */
    public static Metrics off() {
        return new Metrics(new CompositeMeterRegistry(), () -> "", null, null);
    }

    /**
     * Starts to measure this process and to serve its metrics, until this is closed.
     *
     * @param address where to listen; port 0 selects a free port
     * @throws UserException if the server cannot listen on the address
     */
    public static Metrics serve(InetSocketAddress address) {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsServer server = MetricsServer.start(address, prometheus::scrape);
        return new Metrics(prometheus, prometheus::scrape, ProcessMeters.bind(prometheus), server);
    }

    /** Starts to measure this process, until this is closed. Another server shows the {@link #text}. */
    public static Metrics collect() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return new Metrics(prometheus, prometheus::scrape, ProcessMeters.bind(prometheus), null);
    }

    /** Whether nothing is recorded. */
    public boolean areOff() {
        return process == null;
    }

    /** The registry for the process's meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Adds metrics whose series come and go. The supplier is called for each page, so it must be quick; a series that it
     * does not return any more is gone, and all series of a page are of one moment.
     */
    public void add(Supplier<List<MetricFamily>> families) {
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            prometheus.getPrometheusRegistry().register((MultiCollector)
                    () -> new MetricSnapshots(families.get().stream()
                            .filter(family -> !family.series().isEmpty())
                            .map(MetricFamily::snapshot)
                            .toList()));
        }
    }

    /** The current content of the metrics page, in Prometheus's text format; empty if metrics are off. */
    public String text() {
        return text.get();
    }

    /** URL of the metrics page; empty if metrics are off. */
    public Optional<String> url() {
        return Optional.ofNullable(server).map(MetricsServer::url);
    }

    /** Reports that the process has started its work: {@code /readyz} answers 200 from now on. */
    public void ready() {
        if (server != null) {
            server.ready();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (process != null) {
            process.close();
        }
        registry.close();
    }
}
