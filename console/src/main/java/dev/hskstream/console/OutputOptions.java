package dev.hskstream.console;

import picocli.CommandLine.Option;

/** The option for a command's output format: text for people, or one JSON value for programs. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print the result as one JSON value on standard output.")
    private boolean json;

    /** Whether to print the result with {@link JsonOutput}. */
    public boolean json() {
        return json;
    }

    /** Prints the result as JSON if {@code --json} was given, otherwise the text. */
    public void print(Object result, String text) {
        if (json) {
            JsonOutput.print(result);
        } else {
            System.out.println(text);
        }
    }
}
