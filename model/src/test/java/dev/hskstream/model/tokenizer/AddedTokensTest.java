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

/** Ids are counted by hand; 16 is the first free id of the vocabulary. */
class AddedTokensTest {
    private final TokenizerPlace place;

    AddedTokensTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'special':true|a QQ a|2 5 16 5 3",
                "'special':true|aQQa|2 5 16 5 3",
                "'special':true|a qq|2 5 1 3",
                "'special':true,'single_word':true|aQQa QQ|2 1 16 3",
                "'normalized':true|a qq|2 5 16 3",
                "'normalized':false|a qq|2 5 1 3"
            })
    void settingsListThemWithTheirFlags(String flags, String text, String ids) {
        place.vocabulary().settings("{'added_tokens_decoder':{'16':{'content':'QQ'," + flags + "}}}");

        assertThat(place.ids(text)).isEqualTo(TokenizerDirectoryTest.numbers(ids));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstrip", "rstrip"})
    void blanksBesideThemAreTakenOnTheirSide(String flag) {
        // In a byte-level vocabulary a space is a token.
        RobertaPlace roberta = RobertaPlace.in(place);
        int q = roberta.size();
        place.settings("{'added_tokens_decoder':{'" + q + "':{'content':'QQ','" + flag + "':true}}}");

        int a = roberta.id("a");
        int blank = roberta.id("\u0120");
        int[] inner = flag.equals("lstrip") ? new int[] {a, q, blank, a} : new int[] {a, blank, q, a};
        assertThat(place.ids("a QQ a"))
                .containsExactly(roberta.id("<s>"), inner[0], inner[1], inner[2], inner[3], roberta.id("</s>"));
    }

    @Test
    void addedTokensFileAddsPlainAndSpecialOnes() {
        place.vocabulary()
                .with("added_tokens.json", "{\"QQ\":16,\"RR\":17}")
                .with("special_tokens_map.json", "{\"extra_special_tokens\":[\"RR\"]}");

        assertThat(place.ids("qq QQ rr RR")).containsExactly(2, 16, 16, 1, 17, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'additional_special_tokens':['QQ']}",
                "{'extra_special_tokens':['QQ']}",
                "{'extra_special_tokens':{'image_token':'QQ'}}",
                "{'image_token':'QQ'}"
            })
    void specialTokensThatAreOnlyNamedGetTheNextId(String settings) {
        place.vocabulary().settings(settings);

        assertThat(place.ids("a QQ")).containsExactly(2, 5, 16, 3);
    }

    @Test
    void tokenizerJsonCountsOverTheAddedTokensFileAndTheSettingsOverBoth() {
        String json = SubwordTokenizer.jsonFromVocab(TokenizerPlace.VOCABULARY, true)
                .replace(
                        "],\"normalizer\"",
                        ",{\"id\":16,\"content\":\"QQ\",\"single_word\":false,\"lstrip\":false,"
                                + "\"rstrip\":false,\"normalized\":false,\"special\":true}],\"normalizer\"");
        place.json(json).with("added_tokens.json", "{\"QQ\":16}");
        assertThat(place.ids("qq QQ")).containsExactly(2, 1, 16, 3);
        assertThat(place.read().notices()).singleElement().asString().contains("added_tokens.json: \"QQ\" is");

        place.settings("{'added_tokens_decoder':{'16':{'content':'QQ','normalized':true}}}");
        assertThat(place.ids("qq QQ")).containsExactly(2, 16, 16, 3);
        assertThat(place.read().notices()).singleElement().asString().contains("tokenizer.json: \"QQ\" is");
    }

    @Test
    void usualSpecialTokensAreFoundInTextsAlthoughNoFileListsThem() {
        String json = SubwordTokenizer.jsonFromVocab(TokenizerPlace.VOCABULARY, true)
                .replaceFirst("\"added_tokens\":\\[.*?],\"normalizer\"", "\"added_tokens\":[],\"normalizer\"");

        assertThat(place.json(json).ids("a[MASK]")).containsExactly(2, 5, 4, 3);
    }

    @Test
    void refusesIdsThatLeaveAGap() {
        place.vocabulary().with("added_tokens.json", "{\"QQ\":16,\"RR\":18}");

        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("added_tokens.json: the added token \"RR\" has the id 18 where the next is 17");
        place.with("added_tokens.json", "{\"QQ\":\"16\"}");
        assertThatThrownBy(place::read).hasMessageContaining("\"QQ\" has the id \"16\", which is no number of a token");
    }
}
