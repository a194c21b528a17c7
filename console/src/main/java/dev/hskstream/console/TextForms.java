package dev.hskstream.console;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A command or mixin with options whose text has a form, such as {@code N:TOP}. The forms are checked before the command
 * runs, wherever the text came from, so that one that cannot be read is wrong usage by the option's name.
 */
public interface TextForms {
    /** By an option's name what reads its text; an {@link IllegalArgumentException} says what the text can be instead. */
    Map<String, Consumer<String>> forms();
}
