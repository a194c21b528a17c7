package dev.hskstream.console;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.util.Arrays;
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

    /** Throws {@link UsageException}, naming the variable, if its value is not a style. */
    static void check(Map<String, String> environment) {
        of(environment, false);
    }

    /**
     * The style for an environment.
     *
     * @param console whether a console is attached
     */
    static ProgressStyle of(Map<String, String> environment, boolean console) {
        String wanted = environment.getOrDefault(VARIABLE, "");
        if (!wanted.isBlank()) {
            return named(wanted);
        }
        String terminal = environment.getOrDefault("TERM", "dumb");
        return console && !terminal.equals("dumb") ? BAR : LINES;
    }

    private static ProgressStyle named(String wanted) {
        return Arrays.stream(values())
                .filter(style -> style.name().equalsIgnoreCase(wanted.strip()))
                .findFirst()
                .orElseThrow(() -> new UsageException(VARIABLE + " is " + Quoted.of(wanted)
                        + "; it can be bar, lines or none, or unset to let the terminal choose"));
    }
}
