package dev.hskstream.producer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.console.HskCommandLine;
import dev.hskstream.model.encoder.CarriedFields;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.producer.TinyTeacher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProduceCommandTest {
    private final StringWriter err = new StringWriter();

    @Test
    void refusesAHeadOfSigmoidsBeforeItConnects(@TempDir Path work) {
        PretrainedModel teacher = TinyTeacher.of(1);
        EncoderConfig c = teacher.config();
        EncoderConfig sigmoids = new EncoderConfig(
                c.architecture(),
                11,
                8,
                3,
                2,
                16,
                32,
                2,
                0,
                1e-12,
                0.1,
                0.1,
                c.labels(),
                false,
                true,
                CarriedFields.NONE);
        Path directory = work.resolve("sigmoids");
        new PretrainedModel(sigmoids, teacher.weights(), teacher.tokenizerJson(), 32).save(directory);

        assertThat(produce(directory)).isEqualTo(HskCommandLine.FAILED);
        assertThat(err.toString()).contains(directory + ": problem_type is multi_label_classification");
    }

    @Test
    void refusesAHeadWithTwoClassesOfOneNameBeforeItConnects(@TempDir Path work) {
        Path directory = work.resolve("twice");
        TinyTeacher.labelled("yes", "yes").save(directory);

        assertThat(produce(directory)).isEqualTo(HskCommandLine.FAILED);
        assertThat(err.toString()).contains(directory + ": id2label", "two classes \"yes\"");
    }

    private int produce(Path teacher) {
        CommandLine produce = HskCommandLine.of(new ProduceCommand(), Map.of());
        produce.setErr(new PrintWriter(err));
        return produce.execute("--set", "s", "--teacher", teacher.toString());
    }
}
