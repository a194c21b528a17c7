package dev.hskstream.console;

import dev.hskstream.base.work.WorkListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of long-running work on standard error: on a terminal, a bar that is redrawn in place; otherwise a
 * plain line every few seconds. Closing it draws the last state, also for work that failed. Thread-safe.
 */
public final class Progress implements WorkListener.Task {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);
    private static final String ERASE_TO_END = "\u001b[K";
    private static final int DEFAULT_COLUMNS = 100;
    private static final int COLUMNS = columns(System.getenv("COLUMNS"));

    private final String what;
    private final long total;
    private final String unit;
    private final ProgressStyle style;
    private final PrintStream out;
    private final Clock clock;
    private final Consumer<Progress> ended;
    private final Instant started;

    private Instant lastDrawn;
    private long skipped;
    private long done;
    private String note = "";

    /** @param ended called when this progress is closed */
    Progress(
            String what,
            long total,
            String unit,
            ProgressStyle style,
            PrintStream out,
            Clock clock,
            Consumer<Progress> ended) {
        this.what = what;
        this.total = total;
        this.unit = unit;
        this.style = style;
        this.out = out;
        this.clock = clock;
        this.ended = ended;
        this.started = clock.instant();
        this.lastDrawn = started;
    }

    /**
     * Starts to show progress on the process's {@link Terminal}.
     *
     * @param what name of the work
     * @param total number of units in all; 0 if not known
     * @param unit what is counted, in the plural
     */
    public static Progress start(String what, long total, String unit) {
        return Terminal.get().begins(what, total, unit);
    }

    @Override
    public synchronized void skip(long units) {
        skipped += units;
        done += units;
    }

    @Override
    public synchronized void advance(long units) {
        done += units;
        Instant now = clock.instant();
        if (Duration.between(lastDrawn, now).compareTo(style == ProgressStyle.BAR ? REDRAW : NEXT_LINE) >= 0) {
            draw(now);
        }
    }

    @Override
    public synchronized void note(String text) {
        note = text;
    }

    /** Prints a separate line, above the bar if there is one. */
    synchronized void say(String line) {
        out.println(style == ProgressStyle.BAR ? "\r" + line + ERASE_TO_END : line);
        if (style == ProgressStyle.BAR) {
            draw(clock.instant());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            draw(clock.instant());
            if (style == ProgressStyle.BAR) {
                out.println();
            }
        }
        ended.accept(this);
    }

    static int columns(@Nullable String environment) {
        boolean number = environment != null && environment.matches("[1-9]\\d{1,4}");
        // Some terminals start a new line when the last column is filled.
        return number ? Integer.parseInt(environment) - 1 : DEFAULT_COLUMNS;
    }

    private void draw(Instant now) {
        lastDrawn = now;
        ProgressState state = new ProgressState(what, skipped, done, total, unit, Duration.between(started, now), note);
        switch (style) {
            case BAR -> out.print("\r" + ProgressRenderer.bar(state, COLUMNS) + ERASE_TO_END);
            case LINES -> out.println(ProgressRenderer.line(state));
            case NONE -> {}
        }
        out.flush();
    }
}
