package dev.hskstream.trainer.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.model.encoder.Architecture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentSpecTest {
    @Test
    void readsTheThreeKinds() {
        assertThat(StudentSpec.parse("layers:4")).isEqualTo(new StudentSpec.CopiedLayers(4));
        assertThat(StudentSpec.parse("bert:4/312/12/1200"))
                .isEqualTo(new StudentSpec.Fresh(Architecture.BERT, 4, 312, 12, 1200));
        assertThat(StudentSpec.parse("some/dir")).isEqualTo(new StudentSpec.Pretrained(Path.of("some/dir")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers:4", "bert:4/312/12/1200", "some/dir"})
    void writesWhatItReads(String spec) {
        assertThat(StudentSpec.parse(spec)).hasToString(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layers:",
                "layers:0",
                "layers:-1",
                "layers:4x",
                "layers:9999",
                "bert:",
                "bert:4/312/12",
                "bert:4/312/12/0",
                "bert:4/312/12/1200/1",
                "bert:4/313/12/1200"
            })
    void refusesWhatIsNoShape(String spec) {
        assertThatThrownBy(() -> StudentSpec.parse(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--student \"" + spec + "\"");
    }
}
