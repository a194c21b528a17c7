package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wrong value of {@code HSK_OPS} is wrong usage: a command refuses it before it reads, deletes or writes a file. */
@Timeout(120)
class WrongVariableIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REASON =
            "HSK_OPS is \"quick\"; it can be plain or fast, or unset to let a self-test choose";

    private final Path work;
    private final Path model;

    WrongVariableIT(@TempDir Path work) {
        this.work = work;
        this.model = SmallBert.write(work.resolve("model"), SmallBert.LETTERS, 1);
    }

    @Test
    void aTrainingThatStartsAnewKeepsTheCheckpoints() throws IOException {
        Path data = SmallCola.write(work.resolve("data"), 8, 4);
        Path checkpoint = Files.createDirectory(work.resolve("out.run")).resolve("step-00000001.ckpt");
        Files.writeString(checkpoint, "checkpoint");

        assertThat(refusal("finetune", "--base", model, "--task", "cola", "--data", data, "--restart"))
                .isEqualTo("hsk finetune: " + REASON);
        assertThat(checkpoint).hasContent("checkpoint");
    }

    @Test
    void anImportWritesNoModel() {
        assertThat(refusal("import", "--from", model)).isEqualTo("hsk import: " + REASON);
        assertThat(work.resolve("out")).doesNotExist();
    }

    private String refusal(Object... words) {
        List<Object> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--out", work.resolve("out")));
        try (HskProcess process = HskProcess.start(List.of(), Map.of("HSK_OPS", "quick"), line)) {
            return process.waitFor(PATIENCE).wrongUsage();
        }
    }
}
