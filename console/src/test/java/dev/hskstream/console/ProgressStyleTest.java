package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ProgressStyleTest {
    @Test
    void drawsABarOnlyOnATerminal() {
        assertThat(ProgressStyle.of(Map.of("TERM", "xterm"), true)).isEqualTo(ProgressStyle.BAR);
        assertThat(ProgressStyle.of(Map.of("TERM", "xterm"), false)).isEqualTo(ProgressStyle.LINES);
        assertThat(ProgressStyle.of(Map.of("TERM", "dumb"), true)).isEqualTo(ProgressStyle.LINES);
        assertThat(ProgressStyle.of(Map.of(), true)).isEqualTo(ProgressStyle.LINES);
    }

    @Test
    void letsTheEnvironmentChoose() {
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", "bar"), false)).isEqualTo(ProgressStyle.BAR);
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", "none", "TERM", "xterm"), true))
                .isEqualTo(ProgressStyle.NONE);
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", " Lines "), true)).isEqualTo(ProgressStyle.LINES);
        assertThat(ProgressStyle.of(Map.of("HSK_PROGRESS", " ", "TERM", "xterm"), true))
                .isEqualTo(ProgressStyle.BAR);
    }

    @Test
    void refusesAWordThatIsNoStyleByTheVariablesName() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = HskCommandLine.of(new Sets(), Map.of("HSK_PROGRESS", "bars"));

        assertThat(commandLine.setErr(new PrintWriter(err, true)).execute()).isEqualTo(HskCommandLine.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "hsk sets: HSK_PROGRESS is \"bars\"; it can be bar, lines or none, or unset to let the"
                                + " terminal choose",
                        "Try: hsk sets --help");
    }

    @Command(name = "sets")
    static final class Sets implements Callable<Integer> {
        @Override
        public Integer call() {
            return HskCommandLine.DONE;
        }
    }
}
