package dev.hskstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.console.HskCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunRecordTest {
    private final Path directory;

    RunRecordTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void restoresAnOptionUnderTheNameThatAnEarlierVersionGaveIt() throws IOException {
        Files.writeString(directory.resolve("run.json"), "{\"--clip\": 0.25, \"--epochs\": 7}");

        assertThat(restored(Map.of(), "--set", "s", "--name", "n")).isEqualTo(0.25);
        assertThat(restored(Map.of(), "--set", "s", "--name", "n", "--clip", "3"))
                .isEqualTo(3.0);
        assertThat(restored(Map.of("HSK_CLIP", "4"), "--set", "s", "--name", "n"))
                .isEqualTo(4.0);
    }

    private Object restored(Map<String, String> environment, String... line) {
        CommandLine train = HskCommandLine.of(new TrainCommand(), environment);
        train.parseArgs(line);
        new RunRecord(directory, train.getCommandSpec()).restore();
        return train.getCommandSpec().findOption("--max-grad-norm").getValue();
    }
}
