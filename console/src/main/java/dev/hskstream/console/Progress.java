package dev.hskstream.console;

import dev.hskstream.base.work.WorkListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how far a long piece of work is: a bar redrawn in place on a terminal, a plain line every few
 * seconds elsewhere. Closing it draws the last state; work that failed leaves the line where it stood. Safe for several
 * threads.
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

    /** {@code ended} is told when this is closed. */
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
     * @param total units in all; 0 if that is not known
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

    /** Writes a line of its own, above the bar if there is one. */
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
        // A line that fills the last column makes some terminals start a new one.
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
