package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerCopyTest {
    private final TokenizerPlace place;
    private final TokenizerPlace copy;

    TokenizerCopyTest(@TempDir Path directory, @TempDir Path other) {
        this.place = new TokenizerPlace(directory);
        this.copy = new TokenizerPlace(other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|\"strip_accents\" : null",
                "{'strip_accents':false}|\"strip_accents\" : false",
                "{'do_lower_case':false,'strip_accents':true}|\"strip_accents\" : true",
                "{'do_lower_case':false,'strip_accents':false}|\"strip_accents\" : false",
                "{'do_lower_case':false}|\"do_lower_case\" : false",
                "{'tokenize_chinese_chars':false}|\"tokenize_chinese_chars\" : false",
                "{'truncation_side':'left'}|\"truncation_side\" : \"left\"",
                "{'pad_token':'y'}|\"pad_token\" : \"y\"",
                "{'cls_token':'x','sep_token':'y'}|\"cls_token\" : \"x\"",
                "{'unk_token':'x'}|\"unk_token\" : \"x\"",
                "{'mask_token':'x'}|\"tokenizer_class\" : \"BertTokenizer\"",
                "{'additional_special_tokens':['QQ']}|\"content\" : \"QQ\"",
                "{'added_tokens_decoder':{'16':{'content':'QQ','single_word':true}}}|\"single_word\" : true"
            })
    void everySettingIsReadAgainAndStandsInTheSettings(String settings, String written) {
        String json = place.vocabulary().settings(settings).read().json();
        Map<String, String> files = TokenizerCopy.files(json, 64, "bert");
        files.forEach(copy::with);

        assertThat(files.get("tokenizer_config.json")).contains(written, "\"model_max_length\" : 64");
        assertThat(copy.read().json()).isEqualTo(json);
        assertThat(copy.read().notices()).isEmpty();
        assertThat(copy.read().maxLength()).hasValue(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"clean_text\":true|\"clean_text\":false",
                "\"max_input_chars_per_word\":100|\"max_input_chars_per_word\":50",
                "\"BertPreTokenizer\"|\"WhitespaceSplit\"",
                "\"type_id\":1|\"type_id\":0"
            })
    void aClassThatWouldBuildAnotherTokenizerIsNotNamed(String from, String to) {
        String json = TokenizerPlace.json(true, "null", true).replace(from, to);
        Map<String, String> files = TokenizerCopy.files(place.json(json).read().json(), 64, "bert");

        assertThat(files.get("tokenizer_config.json")).contains("\"tokenizer_class\" : \"PreTrainedTokenizerFast\"");
        files.forEach(copy::with);
        assertThat(SubwordTokenizer.fingerprint(copy.read().json())).isEqualTo(SubwordTokenizer.fingerprint(json));
    }

    @Test
    void distilbertsCopyNamesNoTokenTypes() {
        String settings = TokenizerCopy.files(TokenizerPlace.json(true, "null", true), 64, "distilbert")
                .get("tokenizer_config.json");

        assertThat(settings)
                .contains("\"tokenizer_class\" : \"DistilBertTokenizer\"")
                .contains("\"model_input_names\" : [ \"input_ids\", \"attention_mask\" ]");
    }
}
