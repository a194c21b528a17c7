package dev.hskstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void namesTheClassOfTheLargestLogit() throws IOException {
        Path file = directory.resolve("predictions.jsonl");
        Predictions predictions = new Predictions(List.of("no", "yes \"sir\""));

        predictions.add(new DevSplit("dev", List.of(), new double[] {1, 0}), new float[][] {{-0.25f, 1.5f}, {2, 0}});
        predictions.write(file);

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"split\":\"dev\",\"sample\":0,\"label\":\"yes \\\"sir\\\"\",\"prediction\":\"yes \\\"sir\\\"\","
                                + "\"logits\":[-0.25,1.5]}",
                        "{\"split\":\"dev\",\"sample\":1,\"label\":\"no\",\"prediction\":\"no\",\"logits\":[2.0,0.0]}");
    }

    @Test
    void givesNumbersForRegression() throws IOException {
        Path file = directory.resolve("predictions.jsonl");
        Predictions predictions = new Predictions(List.of());

        predictions.add(new DevSplit("dev", List.of(), new double[] {4.5}), new float[][] {{3.25f}});
        predictions.write(file);

        assertThat(Files.readString(file))
                .isEqualTo("{\"split\":\"dev\",\"sample\":0,\"label\":4.5,\"prediction\":3.25,\"logits\":[3.25]}\n");
    }
}
