package dev.hskstream.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.cli.Hsk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ChildProcessTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ChildProcess child = new ChildProcess(Hsk.class, new PrintStream(err, true, UTF_8));

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void returnsWhatTheCommandPrintedAndHowMuchMemoryItTook() throws Exception {
        String out = directory.resolve("base").toString();

        Outcome outcome =
                child.run("import", List.of("import", "--from", BaseModel.jar().toString(), "--out", out, "--json"));

        assertThat(outcome.result().path("model").asText()).isEqualTo(out);
        assertThat(outcome.peakRssBytes()).isGreaterThan(20_000_000);
    }

    @Test
    void namesTheStageAndTheCommandsOwnReason() {
        String none = directory.resolve("none").toString();

        assertThatThrownBy(() -> child.run("import", List.of("import", "--from", none, "--out", none + "2", "--json")))
                .isInstanceOf(StageFailedException.class)
                .hasMessageStartingWith("import failed: ")
                .hasMessageContaining(none)
                .hasMessageNotContaining("hsk import");
        assertThat(err.toString(UTF_8)).contains("hsk import: ");
    }

    @Test
    void takesTheReasonOfAWrongCommandLineNotTheHintUnderIt() {
        assertThatThrownBy(() -> child.run("import", List.of("import", "--form", "x")))
                .hasMessageStartingWith("import failed: ")
                .hasMessageNotContaining("--help");
    }

    @Test
    void refusesAResultThatIsNoJson() {
        assertThatThrownBy(() -> child.run("import", List.of("--version")))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("printed no JSON");
    }
}
