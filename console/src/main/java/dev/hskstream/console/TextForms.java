package dev.hskstream.console;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A command or mixin with options whose text has a format, such as {@code N:TOP}. The formats are checked before the command
 * runs, for texts from the command line, environment variables and defaults. A malformed text is reported as wrong usage,
 * with the option's name.
 */
public interface TextForms {
    /**
     * Returns parsers by option name. A parser throws an {@link IllegalArgumentException} that states the valid texts if its
     * text is malformed.
     */
    Map<String, Consumer<String>> forms();
}
