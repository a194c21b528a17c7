package dev.hskstream.base.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
    private final Path directory;

    FileKindTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aGitLfsPointerIsNamedWithTheSizeOfItsFile() throws IOException {
        FileKind kind = kind("version https://git-lfs.github.com/spec/v1\noid sha256:0974\nsize 440449768\n");

        assertThat(kind.form()).isEqualTo(FileForm.LFS_POINTER);
        assertThat(kind.description())
                .isEqualTo("a Git LFS pointer, which stands for the file of 440449768 bytes;"
                        + " fetch the file itself with: git lfs pull");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><html><body>404</body></html>",
                "\n\n<!DOCTYPE HTML>\n",
                "\ufeff<html lang=\"en\">",
                "<HTML>"
            })
    void aPageIsNamed(String page) throws IOException {
        assertThat(kind(page).form()).isEqualTo(FileForm.HTML);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"Repository not found\"}|Repository not found",
                "{\"error\": {\"code\": 403, \"message\": \"Gated\"}}|Gated",
                "{\"message\":\"Bad credentials\",\"documentation_url\":\"x\"}|Bad credentials",
                "{\"detail\":\"Not authenticated\"}|Not authenticated",
                "Entry not found|Entry not found",
                "404: Not Found|404: Not Found",
                "Invalid username or password.|Invalid username or password.",
                "Access to model x/y is restricted. Log in.|Access to model x/y is restricted. Log in."
            })
    void aServersErrorIsQuoted(String body, String quoted) throws IOException {
        FileKind kind = kind(body);

        assertThat(kind.form()).isEqualTo(FileForm.SERVER_ERROR);
        assertThat(kind.description()).contains('"' + quoted + '"');
    }

    @Test
    void archivesAreNamed() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a"));
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        new GZIPOutputStream(gzip).close();
        byte[] tar = new byte[512];
        System.arraycopy("model/".getBytes(UTF_8), 0, tar, 0, 6);
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);

        assertThat(kind(zip.toByteArray()).form()).isEqualTo(FileForm.ZIP);
        assertThat(kind(gzip.toByteArray()).form()).isEqualTo(FileForm.GZIP);
        assertThat(kind(tar).form()).isEqualTo(FileForm.TAR);
    }

    @Test
    void whatIsEmptyUnfinishedOrADirectoryIsNamed() throws IOException {
        assertThat(kind(new byte[0]).description()).isEqualTo("empty (0 bytes)");
        assertThat(kind(new byte[5000]).form()).isEqualTo(FileForm.ZEROS);
        assertThat(FileKind.of(directory).description()).isEqualTo("a directory, not a file");
        assertThatThrownBy(() -> FileKind.of(directory.resolve("none")))
                .isInstanceOf(UserException.class)
                .hasMessage(directory.resolve("none") + ": there is no such file");
    }

    @Test
    void whatReadersOfWeightsMayMeetIsToldApart() throws IOException {
        assertThat(kind(new byte[] {10, 0, 0, 0, 0, 0, 0, 0, '{', '"', 'a'}).form())
                .isEqualTo(FileForm.SAFETENSORS);
        assertThat(kind(new byte[] {(byte) 0x80, 2, '}', 'q'}).form()).isEqualTo(FileForm.PICKLE);
        assertThat(kind("\u0089HDF\r\n\u001a\n".getBytes(ISO_8859_1)).form()).isEqualTo(FileForm.HDF5);
        assertThat(kind("{\"model_type\": \"bert\", \"message\": 1}").form()).isEqualTo(FileForm.JSON);
        assertThat(kind("the cat sat\n").form()).isEqualTo(FileForm.TEXT);
        assertThat(kind(new byte[] {8, 7, 18, 7}).form()).isEqualTo(FileForm.BINARY);
    }

    @Test
    void textOfTwoBytesACharacterIsToldWithAndWithoutItsMark() throws IOException {
        for (Charset charset : new Charset[] {UTF_16, UTF_16LE, UTF_16BE}) {
            assertThat(kind("sentence\tlabel\n".getBytes(charset)).form())
                    .as(charset.name())
                    .isEqualTo(FileForm.UTF16);
        }
        assertThat(kind("label\n".getBytes(Charset.forName("UTF-32LE"))).form()).isNotEqualTo(FileForm.TEXT);
    }

    @Test
    void descriptionsStayShortAndOnOneLine() throws IOException {
        String description = kind("a line\nand another ".repeat(200)).description();

        assertThat(description).hasSizeLessThan(120).doesNotContain("\n");
    }

    private FileKind kind(String text) throws IOException {
        return kind(text.getBytes(UTF_8));
    }

    private FileKind kind(byte[] bytes) throws IOException {
        return FileKind.of(Files.write(directory.resolve("x"), bytes));
    }
}
