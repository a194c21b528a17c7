package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are counted by hand in the vocabulary; Transformers 5.24 gives the same for each directory. */
class TokenizerDirectoryTest {
    private final TokenizerPlace place;

    TokenizerDirectoryTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|A Ä 北京|2 5 5 11 13 3",
                "{'do_lower_case':false}|A Ä 北京|2 6 8 11 13 3",
                "{'strip_accents':false}|A Ä|2 5 7 3",
                "{'strip_accents':null}|A Ä|2 5 5 3",
                "{'do_lower_case':false,'strip_accents':true}|A Ä|2 6 6 3",
                "{'tokenize_chinese_chars':false}|北京|2 11 12 3",
                "{'cls_token':'x','sep_token':{'content':'y'}}|a|14 5 15",
                "{'unk_token':'x'}|zzz|2 14 3",
                "{'never_split':['A'],'do_basic_tokenize':false}|A|2 5 3"
            })
    void settingsCountBesideAVocabulary(String settings, String text, String ids) {
        assertThat(place.vocabulary().settings(settings).ids(text)).isEqualTo(numbers(ids));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'do_lower_case':false}|true|null|true|Ä|2 8 3|do_lower_case is false",
                "{'do_lower_case':true}|false|null|true|Ä|2 5 3|do_lower_case is true",
                "{'strip_accents':false}|true|null|true|Ä|2 7 3|strip_accents is false",
                "{'strip_accents':null}|true|false|true|Ä|2 5 3|strip_accents is null",
                "{'tokenize_chinese_chars':false}|true|null|true|北京|2 11 12 3|tokenize_chinese_chars is false",
                "{'cls_token':'x'}|true|null|true|a|14 5 3|x and [SEP]",
                "{'unk_token':'y'}|true|null|true|zzz|2 15 3|unk_token is y"
            })
    void settingsWinOverTokenizerJsonAndThatIsSaid(
            String settings, boolean lower, String strip, boolean chinese, String text, String ids, String said) {
        place.json(TokenizerPlace.json(lower, strip, chinese)).settings(settings);

        assertThat(place.ids(text)).isEqualTo(numbers(ids));
        assertThat(place.read().notices())
                .filteredOn(notice -> notice.contains("tokenizer_config.json: "))
                .singleElement()
                .asString()
                .contains(said)
                .contains("as in Transformers");
    }

    @ParameterizedTest
    @CsvSource({"PreTrainedTokenizerFast", "TokenizersBackend", "SomeTokenizerOfTheirs"})
    void classesThatBuildNothingLeaveTokenizerJsonAsItIs(String name) {
        place.json(TokenizerPlace.json(false, "null", true))
                .settings("{'do_lower_case':true,'tokenizer_class':'" + name + "'}");

        assertThat(place.ids("Ä")).containsExactly(2, 8, 3);
        assertThat(place.read().notices()).isEmpty();
    }

    @Test
    void whatNoFileSaysIsNotAssumedOverTokenizerJson() {
        place.json(TokenizerPlace.json(false, "true", false));

        assertThat(place.ids("Ä 北京")).containsExactly(2, 6, 11, 12, 3);
        assertThat(place.read().notices())
                .hasSize(3)
                .allMatch(notice -> notice.contains("Transformers would go by its default"));
    }

    @Test
    void agreeingFilesSayNothing() {
        place.vocabulary()
                .json(TokenizerPlace.json(true, "false", true))
                .settings("{'do_lower_case':true,'strip_accents':false,'tokenize_chinese_chars':true,"
                        + "'model_max_length':12,'cls_token':'[CLS]','tokenizer_class':'BertTokenizerFast'}");

        assertThat(place.read().notices()).isEmpty();
        assertThat(place.read().maxLength()).hasValue(12);
        assertThat(place.read().json()).isEqualTo(TokenizerPlace.json(true, "false", true));
    }

    @Test
    void anotherVocabularyBesideTokenizerJsonIsSaid() {
        place.json(TokenizerPlace.json(true, "null", true)).with("vocab.txt", "[PAD]\nother\n");

        assertThat(place.read().notices())
                .singleElement()
                .asString()
                .contains("vocab.txt: is not the vocabulary of tokenizer.json");
    }

    @Test
    void specialTokensMapCountsOverSettingsUnlessTheseListTheTokens() {
        place.vocabulary().with("special_tokens_map.json", "{\"cls_token\":\"x\"}");

        assertThat(place.settings("{'cls_token':'y'}").ids("a")).startsWith(14);
        assertThat(place.settings("{'cls_token':'y','added_tokens_decoder':{'15':{'content':'y'}}}")
                        .ids("a"))
                .startsWith(15);
    }

    @ParameterizedTest
    @CsvSource({"left, 2 9 14 15 3", "right, 2 5 9 14 3"})
    void cutsOnTheSideThatTheSettingsName(String side, String ids) {
        place.vocabulary().settings("{'truncation_side':'" + side + "'}");

        assertThat(place.ids("a b x y", 5)).isEqualTo(numbers(ids));
    }

    @Test
    void tokenizerJsonsSideCountsWhereTheSettingsNameNone() {
        String left = TokenizerPlace.json(true, "null", true)
                .replace(
                        "\"truncation\":null",
                        "\"truncation\":{\"direction\":\"Left\",\"max_length\":3,\"strategy\":\"OnlyFirst\",\"stride\":0}");

        assertThat(place.json(left).ids("a b x y", 5)).containsExactly(2, 9, 14, 15, 3);
        assertThat(place.settings("{'truncation_side':'right'}").ids("a b x y", 5))
                .containsExactly(2, 5, 9, 14, 3);
        assertThat(place.read().notices()).anyMatch(notice -> notice.contains("truncation_side is right"));
    }

    @Test
    void cutsBothTextsOfAPairOnTheirLeft() {
        place.vocabulary().settings("{'truncation_side':'left'}");

        TokenizedText tokens = place.pair("a b x y", "y x b", 7);

        assertThat(tokens.ids()).containsExactly(2, 14, 15, 3, 14, 9, 3);
        assertThat(tokens.secondSegment()).isEqualTo(4);
    }

    @Test
    void paddingTokenOfAnotherNameIsFoundByItsName() {
        place.vocabulary().settings("{'pad_token':'y'}");

        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(place.read().json())) {
            assertThat(tokenizer.padId()).isEqualTo(15);
        }
    }

    @Test
    void templatesOfOneTypeAndOlderSpellingsAreFollowed() {
        String json = TokenizerPlace.json(true, "null", true);
        place.json(json.replace("\"type_id\":1", "\"type_id\":0"));
        assertThat(place.pair("a", "b", 8)).isEqualTo(new TokenizedText(new int[] {2, 5, 3, 9, 3}, 5));

        place.json(json.replaceFirst(
                "\"post_processor\":.*,\"decoder\"",
                "\"post_processor\":{\"type\":\"BertProcessing\",\"sep\":[\"y\",15],\"cls\":[\"x\",14]},\"decoder\""));
        assertThat(place.pair("a", "b", 8)).isEqualTo(new TokenizedText(new int[] {14, 5, 15, 9, 15}, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'do_lower_case':'false'}|do_lower_case is \"false\"; it must be true or false",
                "{'strip_accents':1}|strip_accents is 1",
                "{'truncation_side':'middle'}|truncation_side is \"middle\"",
                "{'model_max_length':'long'}|model_max_length is \"long\"",
                "{'split_special_tokens':true}|split_special_tokens is true",
                "{'tokenizer_class':'BertJapaneseTokenizer'}|tokenizer_class is \"BertJapaneseTokenizer\"",
                "{'added_tokens_decoder':{'x':{'content':'q'}}}|added_tokens_decoder is not understood at x",
                "{'added_tokens_decoder':{'20':{'content':'q'}}}|\"q\" has the id 20 where the next is 16",
                "{'added_tokens_decoder':{'7':{'content':'a'}}}|\"a\" has the id 7 where it has the id 5",
                "[]|is no JSON object",
                "{'a':|tokenizer_config.json: malformed JSON: it ends after"
            })
    void refusesByNameWhatItDoesNotUnderstand(String settings, String reason) {
        place.vocabulary().settings(settings);

        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tokenizer_config.json")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type_id\":1|\"type_id\":2|token types",
                "\"type\":\"TemplateProcessing\"|\"type\":\"Other\"|post_processor \"Other\"",
                "\"type\":\"WordPiece\",\"unk|\"type\":\"Unigram\",\"unk|\"Unigram\""
            })
    void refusesATokenizerJsonOfAnotherKindWithItsPath(String from, String to, String reason) {
        place.json(TokenizerPlace.json(true, "null", true).replace(from, to));

        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageMatching(".*/tokenizer\\.json.*")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.json", "tokenizer_config.json", "added_tokens.json", "special_tokens_map.json"})
    void refusesALinkToNothingInsteadOfReadingTheOtherFiles(String file) {
        place.vocabulary().link(file, "blobs/a1");

        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(file + ": is a link to blobs/a1, which does not exist");
    }

    @Test
    void saysWhatCannotBeFollowed() {
        place.vocabulary().settings("{'never_split':['a'],'do_basic_tokenize':false,'padding_side':'left'}");

        assertThat(place.read().notices())
                .hasSize(3)
                .anyMatch(notice -> notice.contains("never_split [\"a\"] is not followed"))
                .anyMatch(notice -> notice.contains("do_basic_tokenize false is not followed"))
                .anyMatch(notice -> notice.contains("padding_side \"left\" is not followed"));
    }

    static int[] numbers(String ids) {
        return java.util.Arrays.stream(ids.split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
