package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hashed texts are written here by hand, following {@code schemas/README.md}. */
class TokenizerIdentityTest {
    private static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "\uff41", "\ud83d\ude00", "\"\\\u001f\t");

    private static final String WORDPIECE = SubwordTokenizer.jsonFromVocab(VOCABULARY, true);

    @Test
    void wordPieceIsHashedAsTheSchemasReadMeSays() {
        String form = "{\"added_tokens\":["
                + token(0, "[PAD]") + "," + token(1, "[UNK]") + "," + token(2, "[CLS]") + "," + token(3, "[SEP]") + ","
                + token(4, "[MASK]")
                + "],\"decoder\":{\"cleanup\":true,\"prefix\":\"##\",\"type\":\"WordPiece\"},"
                + "\"model\":{\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":100,"
                + "\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\",\"vocab\":{"
                // Sorted by UTF-16 code units: the emoji's first unit, U+D83D, is less than U+FF41.
                + "\"\\\"\\\\\\u001F\\t\":7,\"[CLS]\":2,\"[MASK]\":4,\"[PAD]\":0,\"[SEP]\":3,\"[UNK]\":1,"
                + "\"\ud83d\ude00\":6,\"\uff41\":5}},"
                + "\"normalizer\":{\"clean_text\":true,\"handle_chinese_chars\":true,\"lowercase\":true,"
                + "\"strip_accents\":null,\"type\":\"BertNormalizer\"},"
                + "\"padding\":null,"
                + "\"post_processor\":{\"pair\":[" + special("[CLS]", 0) + "," + text("A", 0) + ","
                + special("[SEP]", 0) + "," + text("B", 1) + "," + special("[SEP]", 1) + "],"
                + "\"single\":[" + special("[CLS]", 0) + "," + text("A", 0) + "," + special("[SEP]", 0) + "],"
                + "\"special_tokens\":{" + meaning("[CLS]", 2) + "," + meaning("[SEP]", 3) + "},"
                + "\"type\":\"TemplateProcessing\"},"
                + "\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"truncation\":null,\"version\":\"1.0\"}";

        assertThat(SubwordTokenizer.fingerprint(WORDPIECE)).isEqualTo(hash(form));
        assertThat(
                        SubwordTokenizer.fingerprint(
                                WORDPIECE.replace(
                                        "\"truncation\":null",
                                        "\"truncation\":{\"direction\":\"Left\",\"max_length\":7,\"strategy\":\"LongestFirst\",\"stride\":0}")))
                .isEqualTo(hash(form.replace("\"truncation\":null", "\"truncation\":{\"direction\":\"Left\"}")));
        assertThat(SubwordTokenizer.fingerprint(
                        WORDPIECE.replace("\"padding\":null", "\"padding\":{\"pad_id\":4,\"pad_token\":\"[MASK]\"}")))
                .isEqualTo(hash(form.replace("\"padding\":null", "\"padding\":{\"pad_token\":\"[MASK]\"}")));
    }

    @Test
    void bytePairsAreHashedAsTheSchemasReadMeSays() {
        String json = "{\"added_tokens\":[],\"model\":{\"type\":\"BPE\",\"merges\":[\"a b\"],"
                + "\"vocab\":{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4,\"ab\":5}},"
                + "\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":false},"
                + "\"post_processor\":{\"type\":\"RobertaProcessing\",\"cls\":[\"<s>\",0],\"sep\":[\"</s>\",2],"
                + "\"trim_offsets\":true,\"add_prefix_space\":false}}";
        String form = "{\"added_tokens\":[],"
                + "\"decoder\":{\"add_prefix_space\":true,\"trim_offsets\":true,\"type\":\"ByteLevel\",\"use_regex\":true},"
                + "\"model\":{\"byte_fallback\":false,\"continuing_subword_prefix\":\"\",\"dropout\":null,"
                + "\"end_of_word_suffix\":\"\",\"fuse_unk\":false,\"ignore_merges\":false,\"merges\":[[\"a\",\"b\"]],"
                + "\"type\":\"BPE\",\"unk_token\":null,"
                + "\"vocab\":{\"</s>\":2,\"<pad>\":1,\"<s>\":0,\"a\":3,\"ab\":5,\"b\":4}},"
                + "\"normalizer\":null,\"padding\":null,"
                + "\"post_processor\":{\"pair\":[" + special("<s>", 0) + "," + text("A", 0) + ","
                + special("</s>", 0) + "," + special("</s>", 0) + "," + text("B", 0) + "," + special("</s>", 0) + "],"
                + "\"single\":[" + special("<s>", 0) + "," + text("A", 0) + "," + special("</s>", 0) + "],"
                + "\"special_tokens\":{" + meaning("</s>", 2) + "," + meaning("<s>", 0) + "},"
                + "\"type\":\"TemplateProcessing\"},"
                + "\"pre_tokenizer\":{\"add_prefix_space\":false,\"trim_offsets\":true,\"type\":\"ByteLevel\","
                + "\"use_regex\":true},\"truncation\":null,\"version\":\"1.0\"}";

        assertThat(SubwordTokenizer.fingerprint(json)).isEqualTo(hash(form));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"strip_accents\":null|",
                "\"strip_accents\":null|\"strip_accents\":true",
                "\"clean_text\":true,|",
                "\"type\":\"WordPiece\",\"unk|\"unk",
                "\"version\":\"1.0\"|\"version\":\"1.1\",\"comment\":7",
                "\"continuing_subword_prefix\":\"##\",|",
                "\"padding\":null|\"padding\":{\"strategy\":{\"Fixed\":128},\"direction\":\"Left\",\"pad_id\":0,\"pad_token\":\"[PAD]\"}",
                "\"truncation\":null|\"truncation\":{\"direction\":\"Right\",\"max_length\":128,\"strategy\":\"OnlyFirst\",\"stride\":4}",
                "\"cleanup\":true|\"cleanup\":false",
                "\"special\":true|\"special\":false",
                "\"single_word\":false,\"lstrip\":false,|"
            })
    void sameBehaviourIsTheSameTokenizer(String from, String to) {
        String other = WORDPIECE.replace(from, to == null ? "" : to);

        assertThat(other).isNotEqualTo(WORDPIECE);
        assertThat(SubwordTokenizer.fingerprint(other)).isEqualTo(SubwordTokenizer.fingerprint(WORDPIECE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"strip_accents\":null|\"strip_accents\":false",
                "\"lowercase\":true|\"lowercase\":false",
                "\"handle_chinese_chars\":true|\"handle_chinese_chars\":false",
                "\"clean_text\":true|\"clean_text\":false",
                "\"normalized\":false|\"normalized\":true",
                "\"lstrip\":false|\"lstrip\":true",
                "\"max_input_chars_per_word\":100|\"max_input_chars_per_word\":50",
                "\"unk_token\":\"[UNK]\"|\"unk_token\":\"[MASK]\"",
                "\"type_id\":1|\"type_id\":0",
                "\"BertPreTokenizer\"|\"WhitespaceSplit\"",
                "\"truncation\":null|\"truncation\":{\"direction\":\"Left\",\"max_length\":9,\"strategy\":\"LongestFirst\",\"stride\":0}"
            })
    void anotherBehaviourIsAnotherTokenizer(String from, String to) {
        assertThat(SubwordTokenizer.fingerprint(WORDPIECE.replace(from, to)))
                .isNotEqualTo(SubwordTokenizer.fingerprint(WORDPIECE));
    }

    @Test
    void settingsInOneFileAreWhatTheyAreInAnother(@TempDir Path inSettings, @TempDir Path inJson) {
        TokenizerPlace settings = new TokenizerPlace(inSettings)
                .vocabulary()
                .settings("{'strip_accents':false,'do_lower_case':false,'tokenize_chinese_chars':false}");
        TokenizerPlace json = new TokenizerPlace(inJson).json(TokenizerPlace.json(false, "null", false));

        assertThat(SubwordTokenizer.fingerprint(settings.read().json()))
                .isEqualTo(SubwordTokenizer.fingerprint(json.read().json()));
    }

    private static String token(int id, String content) {
        return "{\"content\":\"" + content + "\",\"id\":" + id + ",\"lstrip\":false,\"normalized\":false,"
                + "\"rstrip\":false,\"single_word\":false,\"special\":true}";
    }

    private static String special(String token, int type) {
        return "{\"SpecialToken\":{\"id\":\"" + token + "\",\"type_id\":" + type + "}}";
    }

    private static String text(String which, int type) {
        return "{\"Sequence\":{\"id\":\"" + which + "\",\"type_id\":" + type + "}}";
    }

    private static String meaning(String token, int id) {
        return "\"" + token + "\":{\"id\":\"" + token + "\",\"ids\":[" + id + "],\"tokens\":[\"" + token + "\"]}";
    }

    private static String hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putLong(0, bytes.length));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
