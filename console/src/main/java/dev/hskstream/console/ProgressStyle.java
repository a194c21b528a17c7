package dev.hskstream.console;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.util.Arrays;
import java.util.Map;

/** How progress is shown. The environment variable {@code HSK_PROGRESS} chooses; otherwise the terminal does. */
public enum ProgressStyle {
    /** One line, redrawn in place. */
    BAR,
    /** A plain line every few seconds, for logs. */
    LINES,
    /** Nothing. */
    NONE;

    /** The variable that chooses. */
    public static final String VARIABLE = "HSK_PROGRESS";

    /** The style of this process. */
    @SuppressWarnings("SystemConsoleNull") // TERM stands in for what this no longer tells since Java 22
    public static ProgressStyle current() {
        return of(System.getenv(), System.console() != null);
    }

    /** Throws {@link UsageException}, naming the variable, if what it says is no style. */
    static void check(Map<String, String> environment) {
        of(environment, false);
    }

    /** The style under an environment; {@code console} is whether a console is attached. */
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
