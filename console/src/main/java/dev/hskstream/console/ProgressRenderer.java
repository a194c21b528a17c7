package dev.hskstream.console;

import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** Renders a {@link ProgressState} as text, without any state of its own. */
final class ProgressRenderer {
    private static final int BAR_CELLS = 24;

    private ProgressRenderer() {}

    /** Renders a line such as {@code produce   42 %  5712/13600 samples  612 samples/s  0:13 left  loss 0.41}. */
    static String line(ProgressState state) {
        StringJoiner line = new StringJoiner("  ");
        line.add(state.what());
        if (state.total() > 0) {
            line.add(String.format(Locale.ROOT, "%3d %%", (int) Math.floor(state.share() * 100)));
        }
        addCounts(line, state);
        return line.toString();
    }

    /** Renders a line with a bar, cut to the terminal's width. */
    static String bar(ProgressState state, int columns) {
        if (state.total() <= 0) {
            return cut(line(state), columns);
        }
        int full = (int) Math.round(state.share() * BAR_CELLS);
        StringJoiner line = new StringJoiner("  ");
        line.add(state.what());
        line.add("[" + "#".repeat(full) + "-".repeat(BAR_CELLS - full) + "]"
                + String.format(Locale.ROOT, " %3d %%", (int) Math.floor(state.share() * 100)));
        addCounts(line, state);
        return cut(line.toString(), columns);
    }

    private static void addCounts(StringJoiner line, ProgressState state) {
        String counts = state.total() > 0 ? state.done() + "/" + state.total() : Long.toString(state.done());
        line.add(counts + " " + state.unit());
        if (state.rate() > 0) {
            line.add(rate(state.rate()) + " " + state.unit() + "/s");
        }
        if (state.complete() || state.total() <= 0) {
            line.add(time(state.elapsed()));
        } else if (state.rate() > 0) {
            line.add(time(state.left()) + " left");
        }
        if (!state.note().isEmpty()) {
            line.add(state.note());
        }
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }

    /** Formats a duration: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    static String time(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String cut(String line, int columns) {
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns - 1)) + ">";
    }
}
