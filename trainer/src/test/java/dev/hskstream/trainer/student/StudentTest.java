package dev.hskstream.trainer.student;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.trainer.TinyBert;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentTest {
    private static final Student.Head HEAD = new Student.Head(List.of("no", "yes"), false, 10, 16, 0);

    @Test
    void spreadsLayersEvenlyAndTakesTheLast() {
        assertThat(sources(4, 12)).containsExactly(2, 5, 8, 11);
        assertThat(sources(6, 12)).containsExactly(1, 3, 5, 7, 9, 11);
        assertThat(sources(1, 12)).containsExactly(11);
        assertThat(sources(12, 12)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void neverTakesALayerTwice() {
        for (int all = 1; all <= 24; all++) {
            for (int layers = 1; layers <= all; layers++) {
                assertThat(sources(layers, all))
                        .doesNotHaveDuplicates()
                        .isSorted()
                        .endsWith(all - 1);
            }
        }
    }

    @Test
    void copiesEmbeddingsLayersAndHead() {
        PretrainedModel init = TinyBert.model(4, 3);

        Student student = Student.of(new StudentSpec.CopiedLayers(2), init, HEAD, 1);

        assertThat(student.config()).isEqualTo(TinyBert.config(2));
        assertThat(student.weights().keySet())
                .containsExactlyElementsOf(
                        HfNames.expected(student.config(), true).keySet());
        assertThat(student.weights().get(dense(0))).isEqualTo(init.weights().get(dense(1)));
        assertThat(student.weights().get(dense(1))).isEqualTo(init.weights().get(dense(3)));
        assertThat(student.weights().get("classifier.weight"))
                .isEqualTo(init.weights().get("classifier.weight"));
        assertThat(student.weights().get("embeddings.word_embeddings.weight"))
                .isEqualTo(init.weights().get("embeddings.word_embeddings.weight"));
    }

    @Test
    void freshOnesDependOnTheSeedAndFitTheSetsVocabulary() {
        StudentSpec spec = StudentSpec.parse("bert:2/12/3/24");

        Student one = Student.of(spec, null, HEAD, 1);

        assertThat(one.config().vocabSize()).isEqualTo(10);
        assertThat(one.config().labels()).containsExactly("no", "yes");
        assertThat(one.weights()).isEqualTo(Student.of(spec, null, HEAD, 1).weights());
        assertThat(one.weights()).isNotEqualTo(Student.of(spec, null, HEAD, 2).weights());
    }

    @Test
    void aDirectoryIsTakenAsItIs(@TempDir Path parent) {
        Path directory = parent.resolve("model");
        TinyBert.model(2, 3).save(directory);

        Student student = Student.of(
                new StudentSpec.Pretrained(directory), PretrainedModel.load(directory, notice -> {}), HEAD, 1);

        assertThat(student.weights()).isEqualTo(TinyBert.model(2, 3).weights());
    }

    @Test
    void getsAFreshHeadForOtherLabels() {
        Student.Head other = new Student.Head(List.of("a", "b", "c"), false, 10, 16, 0);

        Student student = Student.of(new StudentSpec.CopiedLayers(2), TinyBert.model(4, 3), other, 1);

        assertThat(student.config().labels()).containsExactly("a", "b", "c");
        assertThat(requireNonNull(student.weights().get("classifier.weight")).shape())
                .containsExactly(3, 8);
    }

    @Test
    void refusesWhatCannotBe() {
        PretrainedModel init = TinyBert.model(2, 3);
        StudentSpec two = new StudentSpec.CopiedLayers(2);
        Student.Head words = new Student.Head(List.of("no", "yes"), false, 11, 16, 0);
        Student.Head tokens = new Student.Head(List.of("no", "yes"), false, 10, 33, 0);

        assertThatThrownBy(() -> Student.of(two, null, HEAD, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--init");
        assertThatThrownBy(() -> Student.of(new StudentSpec.CopiedLayers(3), init, HEAD, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layers:3")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> Student.of(two, init, words, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("11");
        assertThatThrownBy(() -> Student.of(two, init, tokens, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("33");
    }

    private static List<Integer> sources(int layers, int all) {
        return IntStream.range(0, layers)
                .mapToObj(i -> Student.source(i, layers, all))
                .toList();
    }

    private static String dense(int layer) {
        return "encoder.layer." + layer + ".output.dense.weight";
    }
}
