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

/** Refuses options whose text does not have its form: that of the {@link TextForms} they are part of. */
public final class OptionForms {
    private OptionForms() {}

    /** The forms of a command's own options and those of its mixins. */
    public static Map<String, Consumer<String>> of(CommandSpec command) {
        Map<String, Consumer<String>> all = new TreeMap<>();
        command.mixins().values().forEach(mixin -> all.putAll(of(mixin)));
        if (command.userObject() instanceof TextForms texts) {
            all.putAll(texts.forms());
        }
        return all;
    }

    /** Throws {@link ParameterException} for the first text that cannot be read, of the command and of what it is part of. */
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

    /** What reads a text knows it by its own name, if at all; the user knows it by the option's. */
    private static String describe(String option, String text, String reason) {
        if (reason.startsWith(option)) {
            return reason;
        }
        boolean quoted = reason.contains(Quoted.of(text));
        return option + (quoted ? "" : " " + Quoted.of(text)) + ": " + reason;
    }
}
