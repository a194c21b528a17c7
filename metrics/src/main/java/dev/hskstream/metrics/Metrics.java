package dev.hskstream.metrics;

import dev.hskstream.base.UserException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one process measures of itself. Listeners of its work register their meters here whether or not anybody looks:
 * without a server every meter does nothing and costs nothing.
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

    /** Measures nothing. */
    public static Metrics off() {
        return new Metrics(new CompositeMeterRegistry(), () -> "", null, null);
    }

    /**
     * Measures the process from now on, and serves what is measured until it is closed.
     *
     * @param address where to listen; port 0 takes a free one
     * @throws UserException if the address cannot be listened on
     */
    public static Metrics serve(InetSocketAddress address) {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsServer server = MetricsServer.start(address, prometheus::scrape);
        return new Metrics(prometheus, prometheus::scrape, ProcessMeters.bind(prometheus), server);
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** What the page says now, in Prometheus's text format; empty if metrics are off. */
    public String text() {
        return text.get();
    }

    /** The page that Prometheus reads; empty if metrics are off. */
    public Optional<String> url() {
        return Optional.ofNullable(server).map(MetricsServer::url);
    }

    /** The process does its work from now on: {@code /readyz} answers 200. */
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
