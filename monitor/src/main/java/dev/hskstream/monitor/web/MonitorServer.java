package dev.hskstream.monitor.web;

import dev.hskstream.base.UserException;
import dev.hskstream.monitor.view.StatisticsView;
import dev.hskstream.monitor.watch.Watch;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the dashboard, its data, metrics and probes on one port. It is read-only, and no request asks Kafka. Its pages
 * use relative addresses only, so that it can be behind a proxy, under any path.
 */
public final class MonitorServer implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(MonitorServer.class);

    private final Javalin server;
    private final InetSocketAddress address;

    private MonitorServer(Javalin server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts the server.
     *
     * @param address where to listen; port 0 selects a free port
     * @param token what a client must present to read data; without one, the address must be a loopback address
     * @param statistics the statistics of a set's knowledge
     * @param metrics the metrics page, in Prometheus's text format
     * @throws UserException if the server cannot listen on the address
     * @throws IllegalArgumentException if there is no token and the address is none of loopback
     */
    public static MonitorServer start(
            InetSocketAddress address,
            Optional<String> token,
            Watch watch,
            Function<String, StatisticsView> statistics,
            Supplier<String> metrics) {
        if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("without a token, " + address + " must be a loopback address");
        }
        Javalin server = Javalin.create(config -> configure(config, new Access(token), watch, statistics, metrics));
        try {
            server.start(address.getAddress().getHostAddress(), address.getPort());
        } catch (JavalinBindException e) {
            throw new UserException(
                    "--port: cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + " (it is in use, or this user may not); choose another port, or 0 for a free one",
                    e);
        }
        return new MonitorServer(server, address);
    }

    private static void configure(
            JavalinConfig config,
            Access access,
            Watch watch,
            Function<String, StatisticsView> statistics,
            Supplier<String> metrics) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        RoutesConfig routes = config.routes;
        routes.before(Answers::secure);
        routes.before(access::check);
        routes.before(Api.ROOT + "*", access::checkToken);
        routes.before("/metrics", access::checkToken);
        new Api(watch, Clock.systemUTC()).addTo(routes);
        routes.get(
                Api.ROOT + "sets/{set}/statistics",
                request -> Answers.json(request, statistics.apply(request.pathParam("set"))));
        routes.get("/metrics", request -> request.contentType(PROMETHEUS_TEXT).result(metrics.get()));
        routes.get("/livez", request -> Answers.text(request, 200, "ok\n"));
        routes.get("/healthz", request -> Answers.text(request, 200, "ok\n"));
        routes.get("/readyz", request -> ready(request, watch));
        Assets assets = Assets.load();
        routes.get("/", request -> assets.serve(request, "index.html"));
        routes.get("/{file}", request -> assets.serve(request, request.pathParam("file")));
        routes.exception(RuntimeException.class, (failure, request) -> {
            LOG.error("{} cannot be answered", request.path(), failure);
            Answers.error(request, 500, "this is an error of the monitor; its log says more");
        });
        routes.error(404, "*/*", request -> {
            if (request.result() == null) {
                Answers.error(request, 404, "there is no " + request.path());
            }
        });
    }

    private static void ready(Context request, Watch watch) {
        boolean ready = watch.latest().seen().isPresent();
        Answers.text(request, ready ? 200 : 503, ready ? "ok\n" : "nothing is measured yet\n");
    }

    /** The dashboard's address for a browser on this machine. */
    public String url() {
        boolean any = address.getAddress().isAnyLocalAddress();
        String host = any ? "127.0.0.1" : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + "/";
    }

    @Override
    public void close() {
        server.stop();
    }
}
