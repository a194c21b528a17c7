package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token types of {@code [CLS] a [SEP] b [SEP]}, compared with {@code token_type_ids} of Transformers 5.24. */
class TokenTypesTest {
    private static final String NAMES = "'model_input_names':['input_ids','attention_mask']";

    private final TokenizerPlace place;
    private final TokenizerPlace copy;

    TokenTypesTest(@TempDir Path directory, @TempDir Path other) {
        this.place = new TokenizerPlace(directory);
        this.copy = new TokenizerPlace(other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|3",
                "{'tokenizer_class':'BertTokenizer'}|3",
                "{'tokenizer_class':'ElectraTokenizer'}|3",
                "{'tokenizer_class':'DistilBertTokenizer','model_input_names':['input_ids','token_type_ids']}|3",
                "{'tokenizer_class':'DistilBertTokenizer'}|5",
                "{'tokenizer_class':'DistilBertTokenizerFast'}|5",
                "{" + NAMES + "}|5",
                "{'tokenizer_class':'BertTokenizer'," + NAMES + "}|5",
                "{'tokenizer_class':'PreTrainedTokenizerFast'," + NAMES + "}|5",
            })
    void areThoseThatTheSettingsLetThrough(String settings, int second) {
        place.vocabulary().json(TokenizerPlace.json(true, "null", true)).settings(settings);
        TokenizedText pair = place.pair("a", "b", 16);

        assertThat(pair.ids()).containsExactly(2, 5, 3, 9, 3);
        assertThat(pair.secondSegment()).isEqualTo(second);
        assertThat(place.read().notices()).hasSize(second == 5 ? 1 : 0).allSatisfy(notice -> assertThat(notice)
                .contains("tokenizer_config.json", "token_type_ids", "of type 0"));
    }

    @Test
    void areTheSameWithoutATokenizerJson() {
        place.vocabulary().settings("{" + NAMES + "}");

        assertThat(place.pair("a", "b", 16).secondSegment()).isEqualTo(5);
    }

    /** A DistilBERT has no embedding for types, so it has the same tokenizer as the BERT that it was distilled from. */
    @Test
    void areNothingToAModelWithoutThem() {
        String bert = place.vocabulary().read().json();
        String distilbert = place.settings("{'tokenizer_class':'DistilBertTokenizer'," + NAMES + "}")
                .with("config.json", "{\"model_type\":\"distilbert\"}")
                .read()
                .json();

        assertThat(SubwordTokenizer.fingerprint(distilbert)).isEqualTo(SubwordTokenizer.fingerprint(bert));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{" + NAMES + "}"})
    void areTheSameInACopy(String settings) {
        String json = place.vocabulary().settings(settings).read().json();
        TokenizerCopy.files(json, 64, "bert").forEach(copy::with);

        assertThat(copy.pair("a", "b", 16).secondSegment())
                .isEqualTo(place.pair("a", "b", 16).secondSegment());
        assertThat(copy.read().notices()).isEmpty();
    }

    /** Transformers 5 gives {@code PreTrainedTokenizerFast} no token types unless the settings request them. */
    @Test
    void areAskedForWhereTheCopysClassWouldLeaveThemOut() {
        String other = TokenizerPlace.json(true, "null", true).replace("BertPreTokenizer", "WhitespaceSplit");
        Map<String, String> files = TokenizerCopy.files(place.json(other).read().json(), 64, "bert");

        assertThat(files.get("tokenizer_config.json"))
                .contains("\"tokenizer_class\" : \"PreTrainedTokenizerFast\"")
                .contains("\"model_input_names\" : [ \"input_ids\", \"token_type_ids\", \"attention_mask\" ]");
    }
}
