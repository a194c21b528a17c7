package dev.hskstream.base.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A request to running work to stop early and cleanly. One thread makes the request, such as a signal handler's; the
 * working thread reacts to it.
 *
 * <p>Work that can take long opens a {@link #handled} section and checks {@link #requested} between its steps:
 *
 * <pre>{@code
 * try (StopRequest.Section section = stop.handled()) {
 *     while (more()) {
 *         if (stop.requested()) {
 *             finishOrAbort();
 *             throw new StoppedException("stopped at ...; run it again to go on");
 *         }
 *         step();
 *     }
 * }
 * }</pre>
 *
 * <p>Work outside such a section is interrupted at once ({@link Thread#interrupt}). Work inside one is interrupted only
 * if it has not ended after the section's grace period, for example because it waits for a broker that is down. Code
 * that must still clean up then clears the interrupt flag first ({@link Thread#interrupted}). Thread-safe.
 */
public final class StopRequest {
    /** Default grace period: how long work in a section may continue after a request before it is interrupted. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    private final Set<Section> open = new LinkedHashSet<>();
    private boolean requested;

    /** A request that is never made, for work that nobody stops. */
    public static StopRequest never() {
        return new StopRequest();
    }

    /** A part of the work that reacts to stop requests itself. It lasts until it is closed. */
    public final class Section implements AutoCloseable {
        private final Duration grace;
        private final Runnable onRequest;

        private Section(Duration grace, Runnable onRequest) {
            this.grace = grace;
            this.onRequest = onRequest;
        }

        @Override
        public void close() {
            synchronized (StopRequest.this) {
                open.remove(this);
            }
        }
    }

    /** Opens a section for work that checks {@link #requested} itself. */
    public Section handled() {
        return handled(GRACE, () -> {});
    }

    /**
     * Opens a section for work that ends soon after {@code onRequest} has run. {@code onRequest} runs once, on the
     * requesting thread, or on this thread if the request was made before. It must return quickly and must not throw.
     *
     * @param grace how long the work may take to end before it is interrupted
     */
    public Section handled(Duration grace, Runnable onRequest) {
        Section section = new Section(grace, onRequest);
        boolean late;
        synchronized (this) {
            open.add(section);
            late = requested;
        }
        if (late) {
            onRequest.run();
        }
        return section;
    }

    /** Whether a stop was requested. Once true, it stays true. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Throws a {@link StoppedException} with this message if a stop was requested. */
    public void check(String message) {
        if (requested()) {
            throw new StoppedException(message);
        }
    }

    /** The longest grace period of the open sections; zero if none is open. */
    public synchronized Duration grace() {
        return open.stream()
                .map(section -> section.grace)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Requests the stop. Further calls have no effect. */
    public void request() {
        List<Section> sections;
        synchronized (this) {
            sections = requested ? List.of() : new ArrayList<>(open);
            requested = true;
        }
        sections.forEach(section -> section.onRequest.run());
    }
}
