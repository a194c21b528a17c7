package dev.hskstream.monitor.web;

import dev.hskstream.monitor.view.LagView;
import dev.hskstream.monitor.view.Measured;
import dev.hskstream.monitor.view.OverviewView;
import dev.hskstream.monitor.view.RunView;
import dev.hskstream.monitor.view.RunsView;
import dev.hskstream.monitor.view.SetView;
import dev.hskstream.monitor.view.SetsView;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.monitor.watch.Watch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data of the pages as JSON, always of the latest snapshot; openapi.json describes it. */
final class Api {
    /** Where everything is that needs the token. */
    static final String ROOT = "/api/v1/";

    private final Watch watch;
    private final Clock clock;
    private final Events events;

    Api(Watch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
        this.events = new Events(watch, clock);
    }

    void addTo(RoutesConfig routes) {
        routes.get(ROOT + "openapi.json", this::description);
        routes.get(ROOT + "events", events::serve);
        routes.get(ROOT + "overview", request -> Answers.json(request, look().overview()));
        routes.get(ROOT + "sets", request -> Answers.json(request, look().sets()));
        routes.get(ROOT + "sets/{set}", request -> found(request, look().set(request.pathParam("set"))));
        routes.get(ROOT + "lag", request -> Answers.json(request, look().lag(Optional.empty())));
        routes.get(
                ROOT + "lag/{set}",
                request -> Answers.json(request, look().lag(Optional.of(request.pathParam("set")))));
        routes.get(ROOT + "runs/{set}", request -> Answers.json(request, look().runs(request.pathParam("set"))));
        routes.get(
                ROOT + "runs/{set}/{student}",
                request -> found(request, look().run(request.pathParam("set"), request.pathParam("student"))));
    }

    private Look look() {
        Instant now = clock.instant();
        Snapshot snapshot = watch.latest();
        return new Look(Measured.of(watch, snapshot, now), snapshot, now);
    }

    /** One snapshot, seen at one moment. */
    private record Look(Measured measured, Snapshot snapshot, Instant now) {
        OverviewView overview() {
            return OverviewView.of(measured, snapshot, now);
        }

        SetsView sets() {
            return SetsView.of(measured, snapshot);
        }

        Optional<SetView> set(String set) {
            return SetView.of(measured, snapshot, set, now);
        }

        RunsView runs(String set) {
            return RunsView.of(measured, snapshot, set);
        }

        Optional<RunView> run(String set, String student) {
            return RunView.of(measured, snapshot, set, student, now);
        }

        Map<String, @Nullable Object> lag(Optional<String> only) {
            Map<String, @Nullable Object> view = new LinkedHashMap<>();
            view.put("measured", measured);
            view.put(
                    "lag",
                    snapshot.seen().map(seen -> LagView.of(seen.lag(), only)).orElse(null));
            return view;
        }
    }

    private static <V> void found(Context request, Optional<V> view) {
        if (view.isPresent()) {
            Answers.json(request, view.get());
        } else {
            Answers.error(
                    request,
                    404,
                    "the monitor has not seen "
                            + String.join("/", request.pathParamMap().values()));
        }
    }

    private void description(Context request) {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("this build lacks openapi.json");
            }
            request.contentType("application/json").result(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.json", e);
        }
    }
}
