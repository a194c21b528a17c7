package dev.hskstream.monitor.web;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.metrics.kafka.ClientMeters;
import dev.hskstream.metrics.kafka.ClientReporter;
import dev.hskstream.monitor.export.MonitorMetrics;
import dev.hskstream.monitor.statistics.StatisticsService;
import dev.hskstream.monitor.view.StatisticsView;
import dev.hskstream.monitor.watch.KafkaSource;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Watch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A running dashboard: a watch, its metrics and their server. */
public final class Dashboard implements AutoCloseable {
    private final Metrics metrics;
    private final Watch watch;
    private final Optional<StatisticsService> statistics;
    private final MonitorServer server;

    private Dashboard(Metrics metrics, Watch watch, Optional<StatisticsService> statistics, MonitorServer server) {
        this.metrics = metrics;
        this.watch = watch;
        this.statistics = statistics;
        this.server = server;
    }

    /**
     * Where and how a dashboard is served.
     *
     * @param address where to listen; port 0 selects a free port
     * @param token what a client must present to read data; without one, the address must be a loopback address
     * @param interval time between two measurements
     * @param compatMetrics whether to show metrics under kafka_exporter's names too
     * @param statistics whether to compute statistics of runs and of knowledge too
     */
    public record Settings(
            InetSocketAddress address,
            Optional<String> token,
            Duration interval,
            boolean compatMetrics,
            boolean statistics) {
        /** For this machine only. */
        public static Settings loopback(int port) {
            return new Settings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    false,
                    false);
        }
    }

    /**
     * Starts a dashboard.
     *
     * @throws UserException if it cannot listen on the address, or statistics are wanted and cannot be started
     */
    public static Dashboard start(KafkaConnection connection, Settings settings) {
        Metrics metrics = Metrics.collect();
        try {
            return start(
                    connection.reportingTo(ClientReporter.class, ClientMeters.shownBy(metrics)), settings, metrics);
        } catch (UserException e) {
            metrics.close();
            throw e;
        }
    }

    private static Dashboard start(KafkaConnection connection, Settings settings, Metrics metrics) {
        Clock clock = Clock.systemUTC();
        Optional<StatisticsService> statistics =
                settings.statistics() ? Optional.of(StatisticsService.start(connection)) : Optional.empty();
        Watch watch = Watch.start(new KafkaSource(connection, clock), settings.interval(), clock);
        MonitorMetrics.add(metrics, () -> watch.latest().seen().map(Seen::lag), clock, settings.compatMetrics());
        try {
            MonitorServer server =
                    MonitorServer.start(settings.address(), settings.token(), watch, views(statistics), metrics::text);
            return new Dashboard(metrics, watch, statistics, server);
        } catch (UserException e) {
            watch.close();
            statistics.ifPresent(StatisticsService::close);
            throw e;
        }
    }

    private static Function<String, StatisticsView> views(Optional<StatisticsService> statistics) {
        return set -> statistics
                .map(service -> StatisticsView.of(service.set(set), service.troubles()))
                .orElse(StatisticsView.NONE);
    }

    /** Its address for a browser on this machine. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        // First the watch, which releases the pages' event streams, so that the server need not wait for them.
        watch.close();
        server.close();
        statistics.ifPresent(StatisticsService::close);
        metrics.close();
    }
}
