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

/**
 * Files that Transformers 5.24 refuses or reads in an unexpected way; the expected ids are its own for the same files.
 */
class TokenizerFaultsTest {
    private static final String JSON = TokenizerPlace.json(true, "null", true);

    private final TokenizerPlace place;

    TokenizerFaultsTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"normalizer", "pre_tokenizer"})
    void refusesAStepThatIsNotKnownAloneAndInASequence(String field) {
        String kind = field.equals("normalizer") ? "BertNormalizer" : "BertPreTokenizer";
        String steps = field.equals("normalizer") ? "normalizers" : "pretokenizers";

        assertThat(JSON).contains("\"" + field + "\":{\"type\":\"" + kind + "\"");
        place.json(JSON.replace(kind, "Foo"));
        assertRefused("tokenizer.json: its " + field + " \"Foo\" is not known; known are [Bert");
        place.json(JSON.replaceFirst(
                "\"" + field + "\":\\{.*?}",
                "\"" + field + "\":{\"type\":\"Sequence\",\"" + steps + "\":[{\"type\":\"" + kind
                        + "\"},{\"type\":\"Bar\"}]}"));
        assertRefused("tokenizer.json: its " + field + " \"Bar\" is not known");
    }

    @Test
    void refusesAnUnknownTokenThatIsOnlyAdded() {
        place.vocabulary().settings("{'unk_token':'<unk>'}");

        assertRefused("its vocabulary has no token <unk> for unknown words; name one that it has as unk_token");
    }

    @ParameterizedTest
    @CsvSource({"q z, qz", "th q, thq", "zz t, zz", "t zz, zz"})
    void refusesAMergeOfTokensThatTheVocabularyLacks(String merge, String token) {
        RobertaPlace.in(place);
        place.with("merges.txt", "#version: 0.2\nt h\n" + merge + "\n");

        assertRefused("merges.txt:3: the merge \"" + merge + "\" needs the token \"" + token + "\"");
    }

    @Test
    void aLineThatNamesTheVersionIsNoMergeWhereverItStands() {
        RobertaPlace.in(place);
        place.with("merges.txt", "t h\n#version: 0.2\nth e\n");

        // 260 and 261 are "th" and "the", 36 is the space.
        assertThat(place.ids("the the")).containsExactly(0, 261, 36, 261, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " \t", "\u00a0\u2028", "\u3000"})
    void whiteSpaceThatEndsALineOfTheVocabularyIsNoPartOfTheToken(String blank) {
        String lines = String.join("\n", TokenizerPlace.VOCABULARY) + "\n";
        place.with("vocab.txt", lines.replace("\nx\n", "\nx" + blank + "\n"));

        assertThat(place.ids("x a")).containsExactly(2, 14, 5, 3);
    }

    @Test
    void vocabularyLinesWithWhiteSpaceAtTheirEndAgreeWithTokenizerJson() {
        place.vocabulary().json(JSON).settings("{'do_lower_case':true}");
        place.with("vocab.txt", String.join(" \n", TokenizerPlace.VOCABULARY) + "\n");

        assertThat(place.read().notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PreTrainedTokenizerFast", "TokenizersBackend"})
    void refusesATokenizerWhoseFilesPutNothingBeforeTheText(String name) {
        String open = JSON.replaceFirst("\"post_processor\":.*,\"decoder\"", "\"post_processor\":null,\"decoder\"");
        place.json(open).settings("{'tokenizer_class':'" + name + "'}");
        assertRefused("tokenizer.json has no post_processor");

        place.settings("{'tokenizer_class':'BertTokenizer'}");
        assertThat(place.ids("x a")).containsExactly(2, 14, 5, 3);
    }

    @Test
    void aSpecialTokenThatIsNamedAsNullIsNotFoundInTexts() {
        place.vocabulary();
        assertThat(place.ids("a[PAD]x")).containsExactly(2, 5, 0, 14, 3);

        place.settings("{'pad_token':null,'cls_token':null}");
        assertThat(place.ids("a[PAD]x")).containsExactly(2, 5, 1, 1, 1, 14, 3);
        assertThat(place.ids("a [CLS] x")).containsExactly(2, 5, 1, 1, 1, 14, 3);
    }

    @ParameterizedTest
    @CsvSource({"'',roberta", "RobertaTokenizer,bert", "RobertaTokenizerFast,bert"})
    void ofTwoVocabulariesTheOneOfTheClassCounts(String name, String network) {
        RobertaPlace.in(place.vocabulary());
        place.settings("{'tokenizer_class':'" + name + "'}")
                .with("config.json", "{\"model_type\":\"" + network + "\"}");

        assertThat(place.ids("a the")).containsExactly(0, 101, 36, 261, 2);
        place.settings("{'tokenizer_class':'BertTokenizer'}");
        assertThat(place.ids("a b")).containsExactly(2, 5, 9, 3);
    }

    @ParameterizedTest
    @CsvSource({"14, 14", "999, 16 ids of the vocabulary", "-2, 16 ids of the vocabulary"})
    void specialTokensHaveTheIdsThatThePostProcessorGives(int id, String said) {
        String template = JSON.replace("\"[CLS]\",\"ids\":[2]", "\"[CLS]\",\"ids\":[" + id + "]");
        String older = JSON.replaceFirst(
                "\"post_processor\":.*,\"decoder\"",
                "\"post_processor\":{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",3],\"cls\":[\"[CLS]\"," + id
                        + "]},\"decoder\"");
        place.settings("{'tokenizer_class':'PreTrainedTokenizerFast'}");

        for (String json : new String[] {template, older}) {
            assertThat(json).isNotEqualTo(JSON);
            place.json(json);
            if (id == 14) {
                assertThat(place.ids("a")).containsExactly(14, 5, 3);
            } else {
                assertRefused("post_processor gives [CLS] the id " + id + ", which is not one of the " + said);
            }
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(place::read).isInstanceOf(UserException.class).hasMessageContaining(reason);
    }
}
