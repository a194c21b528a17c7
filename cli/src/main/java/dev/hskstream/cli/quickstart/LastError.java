package dev.hskstream.cli.quickstart;

import java.util.List;
import java.util.regex.Pattern;

/** Finds the line in a process's standard error that states why it failed. */
final class LastError {
    /** The beginning of every command's error message; log lines and hints do not match it. */
    private static final Pattern REASON = Pattern.compile("hsk[ a-z-]*: (.+)");

    private static final int KILLED = 137;

    private LastError() {}

    static String of(String stderr, int exit) {
        List<String> lines = stderr.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            var reason = REASON.matcher(lines.get(i));
            if (reason.matches()) {
                return reason.group(1);
            }
        }
        if (exit == KILLED) {
            return "it was killed, perhaps for want of memory";
        }
        String last = lines.isEmpty()
                ? "it said nothing"
                : lines.get(lines.size() - 1).strip();
        return "exit code " + exit + ": " + last;
    }
}
