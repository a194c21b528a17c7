package dev.hskstream.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that every command has, besides {@code --help} and {@code --version}. */
final class SharedOptions {
    static final String STACKTRACE = "--stacktrace";

    @Option(names = STACKTRACE, description = "Print the stack trace of a failure.")
    @SuppressWarnings("UnusedVariable") // read from the parse result of whichever command ran
    private boolean stackTrace;

    /** Whether {@code --stacktrace} was given, to the command or one of its parents. */
    static boolean wantsStackTrace(@Nullable ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            if (Boolean.TRUE.equals(level.matchedOptionValue(STACKTRACE, Boolean.FALSE))) {
                return true;
            }
        }
        return false;
    }
}
