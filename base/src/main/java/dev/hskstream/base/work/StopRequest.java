package dev.hskstream.base.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the running work is to end early, in good order: asked by one thread, such as the one that a signal starts,
 * answered by the thread that works.
 *
 * <p>Work that can take long opens a {@link #handled} section and asks {@link #requested} between its pieces:
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
 * <p>Work outside such a section is interrupted at once ({@link Thread#interrupt}), work within one only if it has not
 * ended after the section's grace, for example because it waits for a broker that is away. Whoever must still clean up
 * then clears the flag first ({@link Thread#interrupted}). Safe for several threads.
 */
public final class StopRequest {
    /** For how long work in a section is left alone, where the section says nothing else. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    private final Set<Section> open = new LinkedHashSet<>();
    private boolean requested;

    /** Of work that nobody will stop. */
    public static StopRequest never() {
        return new StopRequest();
    }

    /** A stretch of work that answers requests by itself; ends when it is closed. */
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

    /** Begins a stretch of work that asks {@link #requested} by itself. */
    public Section handled() {
        return handled(GRACE, () -> {});
    }

    /**
     * Begins a stretch of work that ends soon after {@code onRequest} has run. It runs once, on the thread that requests,
     * or here if that has happened already; it must return quickly and throw nothing.
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

    /** Whether the work is to end. Once true it stays true. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Throws {@link StoppedException} with this message if the work is to end. */
    public void check(String message) {
        if (requested()) {
            throw new StoppedException(message);
        }
    }

    /** The longest grace of the sections that are open; zero where there is none. */
    public synchronized Duration grace() {
        return open.stream()
                .map(section -> section.grace)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Asks the work to end. Asking again has no effect. */
    public void request() {
        List<Section> sections;
        synchronized (this) {
            sections = requested ? List.of() : new ArrayList<>(open);
            requested = true;
        }
        sections.forEach(section -> section.onRequest.run());
    }
}
