package dev.hskstream.console;

import java.util.Locale;
import java.util.Map;

/**
 * How progress is shown. The environment variable {@code HSK_PROGRESS} decides; if it is not set, the style depends on
 * the terminal.
 */
public enum ProgressStyle {
    /** One line, redrawn in place. */
    BAR,
    /** A plain line every few seconds, for logs. */
    LINES,
    /** No progress. */
    NONE;

    /** The environment variable that selects the style. */
    public static final String VARIABLE = "HSK_PROGRESS";

    /** The style for this process. */
    @SuppressWarnings("SystemConsoleNull") // since Java 22 not null without a terminal either; TERM decides then
    public static ProgressStyle current() {
        return of(System.getenv(), System.console() != null);
    }

    /**
     * The style for an environment.
     *
     * @param console whether a console is attached
     */
    static ProgressStyle of(Map<String, String> environment, boolean console) {
        String wanted = environment.getOrDefault(VARIABLE, "").strip().toUpperCase(Locale.ROOT);
        for (ProgressStyle style : values()) {
            if (style.name().equals(wanted)) {
                return style;
            }
        }
        String terminal = environment.getOrDefault("TERM", "dumb");
        return console && !terminal.equals("dumb") ? BAR : LINES;
    }
}
