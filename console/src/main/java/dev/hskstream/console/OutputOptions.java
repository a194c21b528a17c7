package dev.hskstream.console;

import picocli.CommandLine.Option;

/** How a command gives its result: for people, or as one JSON value for machines. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print the result as one JSON value on standard output.")
    private boolean json;

    /** Whether the result is to be printed with {@link JsonOutput}. */
    public boolean json() {
        return json;
    }

    /** Prints the result as JSON if that was asked for, else as the given text. */
    public void print(Object result, String text) {
        if (json) {
            JsonOutput.print(result);
        } else {
            System.out.println(text);
        }
    }
}
