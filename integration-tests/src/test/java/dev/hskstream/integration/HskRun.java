package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.cli.Hsk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The result of one {@code hsk} command line that was run in this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record HskRun(int code, String out, String err) {
    /** Runs the command line; arguments are converted with {@code toString}. */
    static HskRun of(List<String> connection, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int code = Hsk.run(line(connection, arguments));
            return new HskRun(code, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    private static String[] line(List<String> connection, Object... arguments) {
        String[] line = new String[arguments.length + connection.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = i < arguments.length ? arguments[i].toString() : connection.get(i - arguments.length);
        }
        return line;
    }

    /** Asserts success and returns the JSON that the command printed with {@code --json}. */
    JsonNode json() {
        assertThat(code).as("exit code; stderr: %s", err).isZero();
        assertThat(out.strip().lines()).as("lines on stdout").hasSize(1);
        try {
            return JsonMapper.builder().build().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + out, e);
        }
    }

    /** Returns the reason of a failed command, which must be the only line on standard error. */
    String reason() {
        assertThat(code).as("exit code; stdout: %s", out).isEqualTo(1);
        assertThat(out).as("stdout").isEmpty();
        assertThat(err.strip().lines()).as("lines on stderr").hasSize(1);
        return err.strip();
    }

    /** The reason for which a command line was refused as wrong: one line, and a second that says where help is. */
    String wrongUsage() {
        assertThat(code).as("exit code; stderr: %s", err).isEqualTo(2);
        assertThat(out).as("stdout").isEmpty();
        List<String> lines = err.strip().lines().toList();
        assertThat(lines).as("lines on stderr").hasSize(2).last().asString().matches("Try: hsk [a-z]+ --help");
        return lines.get(0);
    }
}
