package dev.hskstream.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
    private static final Map<String, String> KEY = Map.of("seed", "1");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path directory = Path.of("set by JUnit");

    private boolean present = true;
    private int runs;

    @Test
    void runsAStageThatWasNeverDone() throws Exception {
        StageRecord record = runner().run(stage(KEY));

        assertThat(runs).isEqualTo(1);
        assertThat(record.result().path("value").asDouble()).isEqualTo(0.75);
        assertThat(said.toString(UTF_8)).contains("[1/9] teacher: fine-tuning").contains("accuracy 0.7500");
    }

    @Test
    void reusesWhatIsThereAndSaysSo() throws Exception {
        StageRecord first = runner().run(stage(KEY));
        StageRunner second = runner();

        StageRecord again = second.run(stage(KEY));

        assertThat(runs).isEqualTo(1);
        assertThat(again).isEqualTo(first);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(second.reused()).containsExactly("teacher");
        assertThat(said.toString(UTF_8)).contains("[1/9] teacher: reused");
    }

    @Test
    void runsAgainUnderOtherSettings() throws Exception {
        runner().run(stage(KEY));

        runner().run(stage(Map.of("seed", "2")));

        assertThat(runs).isEqualTo(2);
        assertThat(said.toString(UTF_8)).contains("again: settings or inputs changed");
    }

    @Test
    void runsAgainWhenTheOutputIsGone() throws Exception {
        runner().run(stage(KEY));
        present = false;

        runner().run(stage(KEY));

        assertThat(runs).isEqualTo(2);
        assertThat(said.toString(UTF_8)).contains("again: its output is gone");
    }

    @Test
    void forgetsAStageThatFails() throws Exception {
        runner().run(stage(KEY));
        QuickstartStage failing = new QuickstartStage("teacher", "fine-tuning", Map.of("seed", "2"), () -> true, () -> {
            throw new StageFailedException("teacher", "no memory");
        });

        assertThatThrownBy(() -> runner().run(failing)).hasMessage("teacher failed: no memory");

        assertThat(new StageLog(directory).find("teacher")).isEmpty();
    }

    @Test
    void runsAgainWhenTheRecordIsUnreadable() throws Exception {
        runner().run(stage(KEY));
        Files.writeString(directory.resolve("teacher.json"), "{\"name\":");

        runner().run(stage(KEY));

        assertThat(runs).isEqualTo(2);
    }

    private StageRunner runner() {
        return new StageRunner(new StageLog(directory), 9, new PrintStream(said, true, UTF_8), Clock.systemUTC());
    }

    private QuickstartStage stage(Map<String, String> key) {
        return new QuickstartStage("teacher", "fine-tuning", key, () -> present, this::work);
    }

    private Outcome work() throws IOException {
        runs++;
        return new Outcome(
                JsonNodeFactory.instance.objectNode().put("metric", "accuracy").put("value", 0.75), 1 << 20);
    }
}
