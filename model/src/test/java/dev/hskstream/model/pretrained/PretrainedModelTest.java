package dev.hskstream.model.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.SafetensorsReader;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedModelTest {
    private final Path parent;
    private final Path directory;
    private final PretrainedModel model = TinyModel.of(TinyModel.config(), true);

    PretrainedModelTest(@TempDir Path parent) {
        this.parent = parent;
        this.directory = parent.resolve("model");
    }

    @Test
    void opensAgainAsItWasSaved() {
        model.save(directory);

        PretrainedModel loaded = PretrainedModel.load(directory);

        assertThat(loaded).isEqualTo(model);
        assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint());
        assertThat(loaded.hasPooler()).isTrue();
        assertThat(loaded.hasClassifier()).isTrue();
    }

    @Test
    void savesTheFilesThatTransformersReads() throws IOException {
        model.save(directory);

        assertThat(names(directory))
                .containsExactly(
                        "config.json",
                        "model.safetensors",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "vocab.txt");
        assertThat(Files.readAllLines(directory.resolve("vocab.txt"))).isEqualTo(TinyModel.VOCABULARY);
        assertThat(SafetensorsReader.read(directory.resolve("model.safetensors"))
                        .tensors())
                .containsKeys("bert.embeddings.word_embeddings.weight", "bert.pooler.dense.bias", "classifier.weight");
        assertThat(Files.readString(directory.resolve("tokenizer_config.json")))
                .contains("\"model_max_length\" : 32")
                .contains("\"do_lower_case\" : true");
    }

    @Test
    void replacesAnEarlierModelAndLeavesNothingBeside() throws IOException {
        TinyModel.of(TinyModel.config().withLayers(1), true).save(directory);

        model.save(directory);

        assertThat(PretrainedModel.load(directory)).isEqualTo(model);
        assertThat(names(parent)).containsExactly("model");
    }

    @Test
    void refusesToReplaceADirectoryThatIsNoModel() throws IOException {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> model.save(directory))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("holds thesis.txt, which is no file of a saved model");
        assertThat(names(directory)).containsExactly("thesis.txt");
        assertThat(names(parent)).containsExactly("model");
    }

    @Test
    void loadsAModelWithoutAHead() {
        PretrainedModel bare = TinyModel.of(TinyModel.config().withLabels(List.of(), false), false);
        bare.save(directory);

        assertThat(PretrainedModel.load(directory).hasPooler()).isFalse();
        assertThat(PretrainedModel.load(directory)).isEqualTo(bare);
    }

    @Test
    void loadsVocabularyAloneAndOldCheckpointNames() throws IOException {
        model.save(directory);
        Files.delete(directory.resolve("tokenizer.json"));
        Map<String, HostTensor> old = new LinkedHashMap<>();
        model.weights()
                .forEach((name, tensor) -> old.put(
                        "bert."
                                + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                                        .replace("LayerNorm.bias", "LayerNorm.beta"),
                        tensor));
        old.put("cls.predictions.bias", HostTensor.of(new long[] {1}, 0f));
        SafetensorsWriter.write(directory.resolve("model.safetensors"), old, Map.of());

        PretrainedModel loaded = PretrainedModel.load(directory);

        assertThat(loaded.weights()).isEqualTo(model.weights());
        assertThat(loaded.tokenizerFingerprint()).isEqualTo(model.tokenizerFingerprint());
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        assertRefused("there is no such directory");
        Files.createDirectory(directory);
        assertRefused("no model directory, it has no config.json");
        Files.writeString(directory.resolve("config.json"), model.config().toJson());
        assertRefused("no model directory, it has neither tokenizer.json nor vocab.txt");
        Files.writeString(directory.resolve("tokenizer.json"), model.tokenizerJson());
        assertRefused("no model directory, it has neither model.safetensors nor pytorch_model.bin");
        Map<String, HostTensor> incomplete = new LinkedHashMap<>(model.weights());
        incomplete.remove(HfNames.layer(1) + HfNames.KEY + ".bias");
        SafetensorsWriter.write(directory.resolve("model.safetensors"), incomplete, Map.of());
        assertRefused("the weights have no encoder.layer.1.attention.self.key.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "bert.embeddings.LayerNorm.bias, embeddings.LayerNorm.bias",
        "bert.embeddings.LayerNorm.bias, module.bert.embeddings.LayerNorm.bias",
        "bert.embeddings.LayerNorm.bias, bert.embeddings.LayerNorm.beta"
    })
    void oneTensorUnderTwoNamesMustHaveTheSameNumbers(String first, String second) throws IOException {
        model.save(directory);
        Map<String, HostTensor> twice = new LinkedHashMap<>();
        model.weights().forEach((name, tensor) -> twice.put(Architecture.BERT.theirs(name), tensor));
        HostTensor bias = Objects.requireNonNull(twice.get(first));
        twice.put(second, bias);
        SafetensorsWriter.write(directory.resolve("model.safetensors"), twice, Map.of());
        assertThat(PretrainedModel.load(directory).weights()).isEqualTo(model.weights());

        twice.put(second, HostTensor.zeros(bias.shape()));
        SafetensorsWriter.write(directory.resolve("model.safetensors"), twice, Map.of());
        assertRefused("the weights have " + first + " and " + second + ", which are two names of one tensor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pooler.dense.weight", "pooler.dense.bias", "classifier.bias"})
    void halfADenseLayerOfTheHeadIsNamed(String missing) throws IOException {
        model.save(directory);
        Map<String, HostTensor> incomplete = new LinkedHashMap<>(model.weights());
        incomplete.remove(missing);
        if (missing.startsWith("pooler")) {
            incomplete.keySet().removeIf(name -> name.startsWith(HfNames.CLASSIFIER));
        }
        SafetensorsWriter.write(directory.resolve("model.safetensors"), incomplete, Map.of());

        assertRefused("but no " + missing);
    }

    /**
     * A {@code BertForTokenClassification} has no pooler; Transformers would give a sequence classifier a new, random
     * one.
     */
    @Test
    void aClassifierWithoutAPoolerIsLeftOutAndThatIsSaid() throws IOException {
        model.save(directory);
        Map<String, HostTensor> tokens = new LinkedHashMap<>(model.weights());
        tokens.keySet().removeIf(name -> name.startsWith(HfNames.POOLER));
        SafetensorsWriter.write(directory.resolve("model.safetensors"), tokens, Map.of());
        List<String> notices = new ArrayList<>();

        PretrainedModel loaded = PretrainedModel.load(directory, notices::add);

        assertThat(loaded.weights()).doesNotContainKeys("classifier.weight", "classifier.bias");
        assertThat(loaded.config().labels()).isEmpty();
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("its classifier stands without the dense layer before it, bert.pooler.dense.weight");
    }

    /** Transformers names its predictions by id2label. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"yes\":0,\"no\":1}|label2id gives \"no\" the class 1, id2label the class 0; the latter counts",
                "{\"no\":0,\"yes\":\"0\"}|label2id gives \"yes\" the class \"0\", id2label the class 1",
                "{\"no\":0,\"yes\":1}|",
                "{\"LABEL_0\":0,\"LABEL_1\":1}|"
            })
    void saysWhereLabel2idContradictsId2label(String label2id, @Nullable String said) throws IOException {
        model.save(directory);
        ObjectNode json =
                new JsonMapper().readValue(directory.resolve("config.json").toFile(), ObjectNode.class);
        json.set("label2id", new JsonMapper().readTree(label2id));
        Files.writeString(directory.resolve("config.json"), json.toString());
        List<String> notices = new ArrayList<>();

        PretrainedModel loaded = PretrainedModel.load(directory, notices::add);

        assertThat(loaded.config().labels()).containsExactly("no", "yes");
        assertThat(notices).hasSize(said == null ? 0 : 1);
        assertThat(notices)
                .allSatisfy(notice -> assertThat(notice).startsWith(directory.resolve("config.json") + ": " + said));
    }

    /** With peft installed, Transformers would apply it. */
    @Test
    void saysThatAnAdapterBesideTheWeightsIsNotApplied() throws IOException {
        model.save(directory);
        Files.writeString(directory.resolve("adapter_config.json"), "{}");
        List<String> notices = new ArrayList<>();

        PretrainedModel loaded = PretrainedModel.load(directory, notices::add);

        assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint());
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith(directory.resolve("adapter_config.json") + ": the adapter it describes is not applied");
    }

    @Test
    void refusesWeightsOfAnotherShapeThanTheConfiguration() throws IOException {
        model.save(directory);
        Files.writeString(
                directory.resolve("config.json"),
                model.config().withLabels(List.of("a", "b", "c"), false).toJson());

        assertRefused("the classifier has 2 outputs, the configuration names the labels [a, b, c]");
    }

    @Test
    void refusesMoreLayersThanTheConfigurationHas() throws IOException {
        model.save(directory);
        Files.writeString(
                directory.resolve("config.json"), model.config().withLayers(1).toJson());

        assertRefused("the weights have encoder.layer.1.");
    }

    @Test
    void refusesATokenizerThatKnowsMoreTokensThanTheModel() throws IOException {
        model.save(directory);
        List<String> more = new ArrayList<>(TinyModel.VOCABULARY);
        more.add("dog");
        Files.writeString(directory.resolve("tokenizer.json"), SubwordTokenizer.jsonFromVocab(more, true));

        assertRefused("the tokenizer knows 11 tokens, the model has embeddings for 10; they do not belong together");
    }

    @Test
    void changesItsFingerprintWithAnyWeightOrLabel() {
        Map<String, HostTensor> changed = new LinkedHashMap<>(model.weights());
        changed.put("classifier.bias", HostTensor.of(new long[] {2}, 0f, 1e-30f));

        assertThat(new PretrainedModel(model.config(), changed, model.tokenizerJson(), 32).fingerprint())
                .isNotEqualTo(model.fingerprint());
        assertThat(new PretrainedModel(
                                model.config().withLabels(List.of("yes", "no"), false),
                                model.weights(),
                                model.tokenizerJson(),
                                32)
                        .fingerprint())
                .isNotEqualTo(model.fingerprint());
    }

    /**
     * The lineage of every knowledge set depends on these values; with others, existing sets could not be used any
     * more.
     */
    @Test
    void keepsItsFingerprints() {
        assertThat(model.fingerprint()).isEqualTo("8ef69b4dd0c0271f8493b7efe89fbe9c1c3cb1a53a57d780986bd4332cf7ec6e");
        assertThat(model.tokenizerFingerprint())
                .isEqualTo("d160b076ac64a24d3ab99072425b72258a6ffe06cb8986018e45afec6a276557");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> PretrainedModel.load(directory))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(reason);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
