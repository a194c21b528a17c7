package dev.hskstream.console;

import java.util.Locale;
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

    /** The style under an environment; {@code console} is whether a console is attached. */
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
