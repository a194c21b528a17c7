package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected ids come from Transformers 5.24 with the class {@code PreTrainedTokenizerFast}, which uses the whole
 * file; {@code BertTokenizer} and {@code RobertaTokenizer} give others.
 */
class KeptPartsTest {
    private final TokenizerPlace place;

    KeptPartsTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"normalizer\":{.*?}|\"normalizer\":{\"type\":\"NFC\"}|A b|2 6 9 3|normalizer NFC",
                "\"normalizer\":{.*?}|\"normalizer\":null|A b|2 6 9 3|normalizer null",
                "BertPreTokenizer|WhitespaceSplit|a b a.|2 5 9 1 3|pre_tokenizer WhitespaceSplit",
                "\"clean_text\":true|\"clean_text\":false|a\u0007 b|2 1 9 3|clean_text false",
                "\"##\",\"max|\"@@\",\"max|ab b|2 1 9 3|continuing_subword_prefix \"@@\"",
                "word\":100|word\":1|ab b|2 1 9 3|max_input_chars_per_word 1",
                "\"type_id\":1|\"type_id\":0|a b|2 5 9 3|post_processor TemplateProcessing with other",
                "\\[CLS]\",\"ids\":.2.|[CLS]\",\"ids\":[14]|a b|14 5 9 3|post_processor TemplateProcessing with other"
            })
    void ofWordPieceCountAndAreSaid(String from, String to, String text, String ids, String said) {
        String json = TokenizerPlace.json(true, "null", true);
        String other = json.replaceAll(from.replace("{", "\\{"), to);
        assertThat(other).isNotEqualTo(json);

        assertKept(other, text, ids, said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"normalizer\":null|\"normalizer\":{\"type\":\"Lowercase\"}|THE|0 261 2|normalizer Lowercase",
                "add_prefix_space\":false|add_prefix_space\":true|the|0 36 261 2|add_prefix_space true",
                "ignore_merges\":false|ignore_merges\":true|the|0 261 2|ignore_merges true"
            })
    void ofBytePairsCountAndAreSaid(String from, String to, String text, String ids, String said) {
        RobertaPlace.in(place);
        String json = place.read().json();
        String other = json.replaceFirst(from, to);
        assertThat(other).isNotEqualTo(json);

        assertKept(other, text, ids, said);
    }

    private void assertKept(String json, String text, String ids, String said) {
        place.json(json).settings("{'model_max_length':12}");

        assertThat(place.ids(text)).isEqualTo(TokenizerDirectoryTest.numbers(ids));
        assertThat(place.read().notices())
                .filteredOn(notice -> notice.contains("With tokenizer_class PreTrainedTokenizerFast"))
                .singleElement()
                .asString()
                .contains("tokenizer.json: says " + said);
        assertThat(place.settings("{'tokenizer_class':'PreTrainedTokenizerFast'}")
                        .read()
                        .notices())
                .isEmpty();
    }
}
