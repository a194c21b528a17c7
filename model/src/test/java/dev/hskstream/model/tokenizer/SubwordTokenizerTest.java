package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.hskstream.base.UserException;
import dev.hskstream.model.imports.ModelJars;
import dev.hskstream.model.task.Example;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubwordTokenizerTest {
    private static final SubwordTokenizer BERT = SubwordTokenizer.fromJson(ModelJars.tokenizerJson());

    @AfterAll
    static void close() {
        BERT.close();
    }

    /** The expected ids are those of bert-base-uncased in Hugging Face's documentation and Google's repository. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello, my dog is cute|101 7592 1010 2026 3899 2003 10140 102",
                "The capital of France is [MASK].|101 1996 3007 1997 2605 2003 103 1012 102",
                "unaffable|101 14477 20961 3468 102",
                "UNAFFABLE|101 14477 20961 3468 102",
                "naïve résumé|101 15743 13746 102",
                "北京|101 1781 1755 102",
                "don't|101 2123 1005 1056 102",
                "🙂|101 100 102"
            })
    void knowsBertsIds(String text, String ids) {
        TokenizedText tokens = BERT.encode(text, null, 64);

        assertThat(tokens.ids())
                .isEqualTo(List.of(ids.split(" ")).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray());
        assertThat(tokens.secondSegment()).isEqualTo(tokens.length());
    }

    @Test
    void encodesBlankTextAsItsSpecialTokens() {
        assertThat(BERT.encode("  ", null, 64).ids()).containsExactly(101, 102);
        assertThat(BERT.encode("dog", "", 64).ids()).containsExactly(101, 3899, 102, 102);
    }

    @Test
    void stripsCombiningAccentsLikeComposedOnes() {
        assertThat(BERT.encode("nai\u0308ve", null, 64)).isEqualTo(BERT.encode("na\u00efve", null, 64));
    }

    @Test
    void dropsControlCharactersAndTakesEveryBlankForASpace() {
        assertThat(BERT.encode("my\u0000 dog\ufffd\u00a0is\r\u3000cute", null, 64))
                .isEqualTo(BERT.encode("my dog is cute", null, 64));
    }

    @Test
    void joinsAPair() {
        TokenizedText tokens = BERT.encode("my dog", "is cute", 64);

        assertThat(tokens.ids()).containsExactly(101, 2026, 3899, 102, 2003, 10140, 102);
        assertThat(tokens.secondSegment()).isEqualTo(4);
    }

    @Test
    void cutsASingleTextAtTheEnd() {
        assertThat(BERT.encode("my dog is cute", null, 5).ids()).containsExactly(101, 2026, 3899, 2003, 102);
    }

    @ParameterizedTest
    @CsvSource({
        // words of the first and second text, allowed tokens, kept words of each text
        "3, 3, 9, 3, 3",
        "10, 2, 9, 4, 2",
        "2, 10, 9, 2, 4",
        "10, 10, 9, 3, 3",
        "10, 11, 10, 3, 4",
        "11, 10, 10, 4, 3",
        "10, 10, 10, 3, 4",
        "0, 10, 9, 0, 6",
        "10, 0, 9, 6, 0"
    })
    void cutsTheLongerTextOfAPairFirst(int first, int second, int maxLength, int keptFirst, int keptSecond) {
        TokenizedText tokens = BERT.encode("dog ".repeat(first), "cute ".repeat(second), maxLength);

        assertThat(tokens.secondSegment()).isEqualTo(keptFirst + 2);
        assertThat(tokens.length()).isEqualTo(keptFirst + keptSecond + 3);
    }

    /** The reference is the tokenizers library's own truncation of pairs. */
    @Test
    void truncatesPairsAsTheTokenizersLibraryDoes() throws IOException {
        Random random = new Random(11);
        byte[] json = ModelJars.tokenizerJson().getBytes(StandardCharsets.UTF_8);
        for (int maxLength : new int[] {5, 8, 13, 64}) {
            try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("truncation", "longest_first", "padding", "false", "maxLength", "" + maxLength))) {
                for (int i = 0; i < 300; i++) {
                    String text = words(random);
                    String pair = words(random);
                    Encoding expected = reference.encode(text, pair);
                    TokenizedText tokens = BERT.encode(text, pair, maxLength);
                    assertThat(tokens.ids()).containsExactly(narrow(expected.getIds()));
                    assertThat(tokens.secondSegment()).isEqualTo(segmentStart(expected.getTypeIds()));
                }
            }
        }
    }

    private static String words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            words.add(BERT.vocabulary().get(1996 + random.nextInt(20000)));
        }
        return String.join(" ", words);
    }

    private static int[] narrow(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    private static int segmentStart(long[] types) {
        int start = 0;
        while (types[start] == 0) {
            start++;
        }
        return start;
    }

    @Test
    void encodesManyAsOneByOne() {
        List<Example> examples = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 1100; i++) {
            examples.add(new Example(i, words(random), i % 3 == 0 ? words(random) : null, OptionalDouble.empty()));
        }

        List<TokenizedText> all = BERT.encodeAll(examples, 16);

        assertThat(all).hasSize(examples.size());
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i))
                    .isEqualTo(
                            BERT.encode(examples.get(i).text(), examples.get(i).pair(), 16));
        }
    }

    @Test
    void doesWithVocabularyAloneWhatItDoesWithTokenizerJson() {
        String rebuilt = SubwordTokenizer.jsonFromVocab(BERT.vocabulary(), true);
        try (SubwordTokenizer fromVocabulary = SubwordTokenizer.fromJson(rebuilt)) {
            for (String text : List.of("Hello, WORLD!", "naïve 北京 [MASK] don't", "x".repeat(150), "a\tb")) {
                assertThat(fromVocabulary.encode(text, "a pair", 64)).isEqualTo(BERT.encode(text, "a pair", 64));
            }
            assertThat(fromVocabulary.vocabulary()).isEqualTo(BERT.vocabulary());
        }
    }

    @Test
    void keepsCaseAndAccentsWhereTheVocabularyHasThem() {
        List<String> vocabulary = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Ä", "ä", "a");
        try (SubwordTokenizer cased = SubwordTokenizer.fromJson(SubwordTokenizer.jsonFromVocab(vocabulary, false));
                SubwordTokenizer uncased =
                        SubwordTokenizer.fromJson(SubwordTokenizer.jsonFromVocab(vocabulary, true))) {
            assertThat(cased.encode("Ä ä", null, 8).ids()).containsExactly(2, 5, 6, 3);
            assertThat(uncased.encode("Ä ä", null, 8).ids()).containsExactly(2, 7, 7, 3);
            assertThat(cased.lowercase()).isFalse();
            assertThat(uncased.lowercase()).isTrue();
        }
    }

    @Test
    void knowsItsSpecialTokens() {
        assertThat(BERT.clsId()).isEqualTo(101);
        assertThat(BERT.sepId()).isEqualTo(102);
        assertThat(BERT.padId()).isZero();
        assertThat(BERT.vocabSize()).isEqualTo(30522);
        assertThat(BERT.lowercase()).isTrue();
    }

    @Test
    void hasOneFingerprintForOneTokenizer() {
        String json = SubwordTokenizer.jsonFromVocab(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"), true);
        String spaced =
                json.replace(":", " : ").replace("\"truncation\" : null", "\"truncation\" : {\"max_length\":7}");

        assertThat(SubwordTokenizer.fingerprint(spaced)).isEqualTo(SubwordTokenizer.fingerprint(json));
        assertThat(SubwordTokenizer.fingerprint(json.replace("\"a\"", "\"b\"")))
                .isNotEqualTo(SubwordTokenizer.fingerprint(json));
    }

    @Test
    void refusesWhatIsNoTokenizerOfAKnownKind() {
        assertRefused("{", "tokenizer.json is malformed");
        assertRefused("[]", "tokenizer.json is no JSON object");
        assertRefused(
                "{\"model\":{\"type\":\"Unigram\",\"vocab\":[]}}",
                "holds no WordPiece or BPE vocabulary but \"Unigram\"");
        assertRefused("{\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"a\":0}}}", "has no token [UNK]");
        assertRefused("{\"model\":{\"type\":\"WordPiece\",\"vocab\":{\"a\":0,\"b\":0}}}", "the id 0 of \"b\"");
    }

    @Test
    void refusesAVocabularyThatIsNotBerts() {
        assertThatThrownBy(() -> SubwordTokenizer.jsonFromVocab(List.of("a", "b"), true))
                .isInstanceOf(UserException.class)
                .hasMessage("the vocabulary has no [PAD]; this is no BERT vocabulary");
        assertThatThrownBy(() -> SubwordTokenizer.jsonFromVocab(
                        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "a"), true))
                .isInstanceOf(UserException.class)
                .hasMessage("the vocabulary has \"a\" twice, again on line 7");
    }

    @Test
    void refusesALengthWithoutRoomForAPair() {
        assertThatThrownBy(() -> BERT.encode("a", null, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String json, String reason) {
        assertThatThrownBy(() -> SubwordTokenizer.fromJson(json))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(reason);
    }
}
