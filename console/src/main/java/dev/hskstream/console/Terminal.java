package dev.hskstream.console;

import dev.hskstream.base.work.WorkListener;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Shows a command's work to its user, on standard error: a progress bar or lines for each piece of work, and notices,
 * which appear above the bar. There is one instance per process, so that bars and notices from different places do not
 * overwrite each other.
 */
public final class Terminal implements WorkListener {
    // System.err is looked up for each use, because tests replace it.
    private static final Terminal PROCESS = new Terminal(ProgressStyle.current(), () -> System.err, Clock.systemUTC());

    private final ProgressStyle style;
    private final Supplier<PrintStream> err;
    private final Clock clock;
    private final Deque<Progress> shown = new ArrayDeque<>();

    Terminal(ProgressStyle style, Supplier<PrintStream> err, Clock clock) {
        this.style = style;
        this.err = err;
        this.clock = clock;
    }

    /** The terminal of this process. */
    public static Terminal get() {
        return PROCESS;
    }

    @Override
    public synchronized Progress begins(String what, long total, String unit) {
        Progress progress = new Progress(what, total, unit, style, err.get(), clock, this::ended);
        shown.push(progress);
        return progress;
    }

    @Override
    public synchronized void notice(String line) {
        Progress progress = shown.peek();
        if (progress == null) {
            err.get().println(line);
        } else {
            progress.say(line);
        }
    }

    private synchronized void ended(Progress progress) {
        shown.remove(progress);
    }
}
