package dev.hskstream.console;

import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Describes in one line what is wrong with a command line, and names the environment variable if the value came from
 * one.
 */
final class UsageMessages {
    private UsageMessages() {}

    static String describe(ParameterException refusal) {
        if (refusal instanceof MissingParameterException missing) {
            return missing(missing.getMissing(), refusal);
        }
        ArgSpec argument = refusal.getArgSpec();
        String reason = reason(refusal);
        return argument == null ? reason : reason + origin(argument, refusal);
    }

    private static String missing(List<ArgSpec> missing, ParameterException refusal) {
        List<String> names = missing.stream()
                .filter(OptionSpec.class::isInstance)
                .map(argument -> ((OptionSpec) argument).longestName())
                .toList();
        if (names.size() != missing.size()) {
            return ErrorMessages.oneLine(refusal.getMessage());
        }
        return names.size() == 1
                ? "option " + names.get(0) + " is needed"
                : "options " + String.join(", ", names) + " are needed";
    }

    /** Prefers the message of the class that refused the value to picocli's own, which only names the Java type. */
    private static String reason(ParameterException refusal) {
        if (refusal.getCause() instanceof IllegalArgumentException cause
                && !(cause instanceof NumberFormatException)
                && cause.getMessage() != null
                && refusal.getArgSpec() instanceof OptionSpec option) {
            return option.longestName() + ": " + ErrorMessages.oneLine(cause.getMessage());
        }
        return ErrorMessages.oneLine(refusal.getMessage());
    }

    private static String origin(ArgSpec argument, ParameterException refusal) {
        boolean given = refusal.getCommandLine().getParseResult() != null
                && refusal.getCommandLine().getParseResult().matchedArgs().contains(argument);
        if (given || !(argument.command().defaultValueProvider() instanceof EnvironmentDefaults defaults)) {
            return "";
        }
        return defaults.variable(argument)
                .map(name -> " (from the environment variable " + name + ")")
                .orElse("");
    }
}
