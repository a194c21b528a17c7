package dev.hskstream.console;

import dev.hskstream.base.Quoted;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Checks the texts of options with the parsers that {@link TextForms} provide. */
public final class OptionForms {
    private OptionForms() {}

    /** Returns the parsers for a command's own options and those of its mixins. */
    public static Map<String, Consumer<String>> of(CommandSpec command) {
        Map<String, Consumer<String>> all = new TreeMap<>();
        command.mixins().values().forEach(mixin -> all.putAll(of(mixin)));
        if (command.userObject() instanceof TextForms texts) {
            all.putAll(texts.forms());
        }
        return all;
    }

    /** Throws a {@link ParameterException} for the first malformed text among the options of the command and its parents. */
    static void check(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            CommandSpec command = level.commandSpec();
            Map<String, Consumer<String>> forms = of(command);
            command.options().stream()
                    .filter(option -> forms.containsKey(option.longestName()))
                    .forEach(option -> check(command, option, Objects.requireNonNull(forms.get(option.longestName()))));
        }
    }

    private static void check(CommandSpec command, OptionSpec option, Consumer<String> form) {
        texts(option.getValue()).forEach(text -> {
            try {
                form.accept(text);
            } catch (IllegalArgumentException e) {
                String reason = describe(option.longestName(), text, ErrorMessages.messageOrName(e));
                throw new ParameterException(command.commandLine(), reason, option, text);
            }
        });
    }

    private static Stream<String> texts(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return Stream.ofNullable(value).map(String::valueOf);
    }

    /** Adds the option's name to the parser's message if it is missing, and the text unless the message quotes it. */
    private static String describe(String option, String text, String reason) {
        if (reason.startsWith(option)) {
            return reason;
        }
        boolean quoted = reason.contains(Quoted.of(text));
        return option + (quoted ? "" : " " + Quoted.of(text)) + ": " + reason;
    }
}
