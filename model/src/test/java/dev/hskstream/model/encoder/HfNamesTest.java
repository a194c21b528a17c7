package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HfNamesTest {
    private static final EncoderConfig BASE =
            new EncoderConfig(30522, 768, 12, 12, 3072, 512, 2, 1e-12, 0.1, 0.1, List.of("0", "1"), false);

    /** The paper says 110 million parameters: 109,482,240 with the pooler, and 2 x 768 + 2 of the head. */
    @Test
    void coversEveryParameterOfBertBase() {
        Map<String, long[]> expected = HfNames.expected(BASE, true);

        long parameters = expected.values().stream()
                .mapToLong(shape -> shape.length == 1 ? shape[0] : shape[0] * shape[1])
                .sum();
        assertThat(expected).hasSize(5 + 12 * 16 + 4);
        assertThat(parameters).isEqualTo(109_482_240 + 2 * 768 + 2);
    }

    @Test
    void namesTensorsAsHuggingFaceDoes() {
        assertThat(HfNames.expected(BASE, true))
                .containsKeys(
                        "embeddings.word_embeddings.weight",
                        "embeddings.LayerNorm.bias",
                        "encoder.layer.11.attention.output.LayerNorm.weight",
                        "encoder.layer.0.intermediate.dense.bias",
                        "pooler.dense.weight",
                        "classifier.bias");
        assertThat(HfNames.expected(BASE, false).keySet()).noneMatch(name -> name.startsWith("pooler"));
        assertThat(Architecture.BERT.theirs("pooler.dense.bias")).isEqualTo("bert.pooler.dense.bias");
        assertThat(Architecture.BERT.theirs("classifier.bias")).isEqualTo("classifier.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "bert.embeddings.LayerNorm.gamma, embeddings.LayerNorm.weight",
        "bert.encoder.layer.0.output.LayerNorm.beta, encoder.layer.0.output.LayerNorm.bias",
        "embeddings.LayerNorm.weight, embeddings.LayerNorm.weight",
        "0.auto_model.pooler.dense.bias, pooler.dense.bias",
        "classifier.weight, classifier.weight",
        "cls.predictions.bias,",
        "bert.embeddings.position_ids,"
    })
    void normalisesCheckpointNames(String checkpoint, String ours) {
        assertThat(Architecture.BERT.ours(checkpoint).orElse("none")).isEqualTo(ours == null ? "none" : ours);
    }
}
