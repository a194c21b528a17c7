package dev.hskstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTextFilesTest {
    private static final String LINES = String.join("\n", TokenizerPlace.VOCABULARY) + "\n";

    private final TokenizerPlace place;

    TokenizerTextFilesTest(@TempDir Path directory) {
        this.place = new TokenizerPlace(directory);
    }

    @Test
    void namesLatin1WithItsLine() {
        place.with("vocab.txt", LINES.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("vocab.txt: line 8 has the byte 0xe4, which is not UTF-8; if the text is Latin-1");
    }

    @Test
    void namesUtf16WithAndWithoutItsMark() {
        place.with("vocab.txt", LINES.getBytes(StandardCharsets.UTF_16));
        assertRefused("vocab.txt: is UTF-16 text");
        place.with("vocab.txt", LINES.getBytes(StandardCharsets.UTF_16LE));
        assertRefused("vocab.txt: is UTF-16 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
    void namesWhatIsNotTheFileItself(String name) {
        place.vocabulary();
        place.with(name, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        assertRefused(name + ": is a Git LFS pointer");
        place.with(name, "\n<!DOCTYPE html><html></html>");
        assertRefused(name + ": is an HTML page");
        place.with(name, "");
        assertRefused(name + ": is empty");
        place.with(name, new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});
        assertRefused(name + ": line 1 has the byte 0xe4");
    }

    @Test
    void namesAStrayCarriageReturnAndTakesThoseThatEndLines() {
        assertThat(place.with("vocab.txt", LINES.replace("\n", "\r\n")).ids("a b"))
                .containsExactly(2, 5, 9, 3);
        place.with("vocab.txt", LINES.replace("a\n", "a\r\r\n"));
        assertRefused("vocab.txt: line 6 has a stray carriage return");
        place.with("vocab.txt", LINES.replace("[MASK]\n", "[MASK]\r"));
        assertRefused("vocab.txt: line 5 has a stray carriage return");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstToken() {
        assertThat(place.with("vocab.txt", "\ufeff" + LINES).ids("a b")).containsExactly(2, 5, 9, 3);
    }

    @Test
    void namesADownloadThatWasCutOff() {
        String json = TokenizerPlace.json(true, "null", true);
        place.json(json.substring(0, json.length() / 2));

        assertRefused("tokenizer.json: malformed JSON: it ends after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a \ude00 b", "\ud83d\ud83d\ude00"})
    void halfACharacterIsNamedAndAWholeOneIsNot(String text) {
        place.vocabulary();

        assertThat(place.ids("\ud83d\ude00 a\u0000\u200b\ufffd")).containsExactly(2, 1, 5, 3);
        assertThatThrownBy(() -> place.ids(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("half a character (U+D");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(place::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
    }
}
