package dev.hskstream.monitor.web;

import dev.hskstream.monitor.view.Json;
import dev.hskstream.monitor.view.Measured;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.monitor.watch.Watch;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Tells pages of new snapshots by server-sent events. {@code measured} says that there is a new snapshot, {@code alive}
 * that there is none yet; both say when the latest was measured. An event's id is the snapshot's number; a page that
 * connects again with {@code Last-Event-ID} is not told of that snapshot again.
 */
final class Events {
    /** Each connection has a thread. Beyond these, pages poll. */
    static final int CONNECTIONS = 64;

    /** More often than proxies end silent connections. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Watch watch;
    private final Clock clock;
    private final Semaphore free = new Semaphore(CONNECTIONS);

    Events(Watch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    void serve(Context request) {
        String accept = request.header("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            Answers.error(request, 406, "this answers with text/event-stream only");
        } else if (!free.tryAcquire()) {
            Answers.error(request, 503, "all " + CONNECTIONS + " event connections are in use; poll instead");
        } else {
            try {
                stream(lastEvent(request.header("Last-Event-ID")), request.res());
            } catch (IOException e) {
                // The page has gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                free.release();
            }
        }
    }

    private void stream(long last, HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType("text/event-stream");
        // For nginx, which would otherwise hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        OutputStream out = response.getOutputStream();
        long told = last;
        while (!watch.closed()) {
            Snapshot snapshot = watch.next(told, HEARTBEAT);
            String event = snapshot.number() == told ? "alive" : "measured";
            told = snapshot.number();
            out.write(("id: " + told + "\nevent: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            out.write(Json.bytes(Measured.of(watch, snapshot, clock.instant())));
            out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    /** A number that this monitor has not reached is another's, which ran before. */
    private long lastEvent(@Nullable String header) {
        try {
            long last = header == null ? 0 : Long.parseLong(header);
            return last <= watch.latest().number() ? last : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
