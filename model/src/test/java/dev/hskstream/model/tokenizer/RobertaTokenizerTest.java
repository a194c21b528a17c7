package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The byte-level BPE of GPT-2 and RoBERTa: a space is written as U+0120, and two merges give "the". */
class RobertaTokenizerTest {
    private static final String BLANK = "\u0120";

    private final TokenizerPlace place;
    private final RobertaPlace roberta;

    RobertaTokenizerTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
        this.roberta = RobertaPlace.in(place);
    }

    @Test
    void buildsItselfOfVocabularyAndMerges() {
        assertThat(place.ids("the the")).isEqualTo(ids("<s>", "the", BLANK, "the", "</s>"));
        // In UTF-8, e with acute is the bytes C3 A9.
        assertThat(place.ids("\u00e9")).isEqualTo(ids("<s>", "\u00c3", "\u00a9", "</s>"));
        assertThat(place.ids("a<mask>")).isEqualTo(ids("<s>", "a", "<mask>", "</s>"));
    }

    @Test
    void joinsAPairWithTwoSeparatorsAndOneType() {
        TokenizedText pair = place.pair("the", "a", 16);

        assertThat(pair.ids()).isEqualTo(ids("<s>", "the", "</s>", "</s>", "a", "</s>"));
        assertThat(pair.secondSegment()).isEqualTo(6);
    }

    @Test
    void cutsLongestFirstWithFourSpecialTokens() {
        assertThat(place.pair("abcd", "xy", 8).ids()).isEqualTo(ids("<s>", "a", "b", "</s>", "</s>", "x", "y", "</s>"));
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(place.read().json())) {
            assertThatThrownBy(() -> tokenizer.encode("a", null, 5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 6");
            assertThat(tokenizer.sepId()).isEqualTo(roberta.id("</s>"));
            assertThat(tokenizer.clsId()).isEqualTo(roberta.id("<s>"));
            assertThat(tokenizer.padId()).isEqualTo(roberta.id("<pad>"));
        }
    }

    @Test
    void prefixSpaceComesFromTheSettings() {
        place.settings("{'add_prefix_space':true}");

        assertThat(place.ids("the")).isEqualTo(ids("<s>", BLANK, "the", "</s>"));
    }

    @Test
    void olderAndNewerSpellingsOfMergesAreOneTokenizer() {
        String json = place.read().json();
        String older = json.replace("[\"t\",\"h\"]", "\"t h\"").replace("[\"th\",\"e\"]", "\"th e\"");

        assertThat(older).isNotEqualTo(json);
        assertThat(SubwordTokenizer.fingerprint(older)).isEqualTo(SubwordTokenizer.fingerprint(json));
        assertThat(place.json(older).ids("the")).isEqualTo(ids("<s>", "the", "</s>"));
    }

    @Test
    void copiesAreTheSameTokenizer(@TempDir Path directory) {
        place.settings("{'truncation_side':'left','additional_special_tokens':['QQ']}");
        String json = place.read().json();
        Map<String, String> files = TokenizerCopy.files(json, 512, "roberta");
        TokenizerPlace copy = new TokenizerPlace(directory);
        files.forEach(copy::with);

        assertThat(files)
                .containsOnlyKeys(
                        "tokenizer.json",
                        "vocab.json",
                        "merges.txt",
                        "tokenizer_config.json",
                        "special_tokens_map.json");
        assertThat(files.get("merges.txt")).isEqualTo("#version: 0.2\nt h\nth e\n");
        assertThat(files.get("tokenizer_config.json")).contains("\"RobertaTokenizer\"", "\"left\"", "\"QQ\"");
        assertThat(copy.read().json()).isEqualTo(json);
        assertThat(copy.read().notices()).isEmpty();
    }

    @Test
    void refusesMergesThatAreNoneWithTheirLine() {
        place.with("merges.txt", "#version: 0.2\nt h\nthe\n");

        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("merges.txt:3: no merge");
    }

    private int[] ids(String... tokens) {
        return java.util.Arrays.stream(tokens).mapToInt(roberta::id).toArray();
    }
}
