package dev.hskstream.base.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    private final Path file;

    TextFileTest(@TempDir Path directory) {
        this.file = directory.resolve("x.txt");
    }

    @Test
    void readsUtf8AndLeavesAByteOrderMarkOut() throws IOException {
        Files.writeString(file, "\ufeffé\r\nzwei\n");

        assertThat(TextFile.read(file)).isEqualTo("é\r\nzwei\n");
        assertThat(TextFile.lines(file)).containsExactly("é", "zwei");
    }

    @Test
    void keepsEmptyLinesInTheirPlaces() throws IOException {
        Files.writeString(file, "a\n\n\nb");

        assertThat(TextFile.lines(file)).containsExactly("a", "", "", "b");
    }

    @Test
    void namesFileLineAndByteOfLatin1() throws IOException {
        Files.write(file, "{\n\"x\": \"modèle\"}".getBytes(ISO_8859_1));

        assertRefused(
                "line 2 has the byte 0xe8, which is not UTF-8; if the text is Latin-1 or Windows-1252, convert it:"
                        + " iconv -f WINDOWS-1252 -t UTF-8");
    }

    @Test
    void namesUtf16() throws IOException {
        Files.write(file, "sentence\tlabel\n".getBytes(UTF_16LE));

        assertRefused("is UTF-16 text; convert it to UTF-8: iconv -f UTF-16 -t UTF-8");
    }

    @Test
    void tellsACutFromAnotherEncoding() throws IOException {
        byte[] whole = "a\n日本".getBytes(UTF_8);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertRefused("ends in the middle of a character on line 2: the file was cut off; get it again");
    }

    @Test
    void refusesWhatIsNoFileOrNoText() throws IOException {
        assertRefused("there is no such file");
        Files.createFile(file);
        assertRefused("is empty (0 bytes)");
        Files.write(file, new byte[] {'a', '\n', 'b', 0, 'c', 'd', 'e'});
        assertRefused("is no text, it has a zero byte on line 2");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("is a directory, not a file");
    }

    @Test
    void aStrayCarriageReturnIsNamedWhereLinesCount() throws IOException {
        Files.writeString(file, "[PAD]\r\n[UNK]\r\r\n[CLS]\r\n");

        assertThatThrownBy(() -> TextFile.lines(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": line 2 has a stray carriage return");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> TextFile.read(file))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": " + reason);
    }
}
