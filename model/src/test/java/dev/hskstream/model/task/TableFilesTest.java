package dev.hskstream.model.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.random.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not tables, or are malformed, are refused with one line that says what they are. */
class TableFilesTest {
    private static final ColumnOptions COLUMNS = new ColumnOptions("text", null, "label");
    private static final String WHOLE = "text,label\na,no\nb,yes\n";

    private final Path directory;
    private final List<String> notices = new ArrayList<>();

    TableFilesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("dev.csv"), WHOLE);
        Files.writeString(directory.resolve("dev.tsv"), WHOLE.replace(',', '\t'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|: is empty",
                "text,label|: there are no rows below the header",
                "version https://git-lfs.github.com/spec/v1~oid sha256:1|: is a Git LFS pointer",
                "<!DOCTYPE html>~<html>|: is an HTML page",
                "  <html lang='en'>|: is an HTML page",
                "text;label~a;no|:1: there is no column \"text\"; the header has text;label; its cells seem to be"
                        + " separated by semicolons",
                "text, label~a,no|:1: there is no column \"label\"; the header has text, \" label\"; it has \" label\","
                        + " which differs in spaces",
                "text,Label~a,no|:1: there is no column \"label\"; the header has text, Label; it has \"Label\", which"
                        + " differs in case",
                "text,label,x,label~a,no,1,yes|:1: there are two columns \"label\", the 2. and the 4.",
                "text,label~a,no~b|:3: malformed row: 1 columns instead of 2",
                "text,label~a,no~b,yes,c|:3: malformed row: 3 columns instead of 2; a cell that holds a comma",
                "text,label~a,no~text,label~b,yes|:3: malformed row: it is the header again",
                "text,label~a,no~~b,yes|:3: malformed row: the line is empty",
                "text,label~a,no~\"b,yes~c,no|:3: malformed row: the quotation mark that opens a cell in line 3 is never"
                        + " closed",
                "text,label~\"a\" b,no|:2: malformed row: a cell whose quotation marks open in line 2 and close in line 2",
                "text,label~a^b,no|:2: malformed row: there is a carriage return in line 2 that ends no line",
                "text,label^a,no^b,yes^|: its lines end with carriage returns alone"
            })
    void namesWhatIsWrongWithATable(String lines, String reason) {
        write("csv", lines.replace('~', '\n').replace('^', '\r').getBytes(UTF_8));

        assertRefused("csv", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffe", "feff", "fffe0000", "504b0304", "1f8b08", "28b52ffd", "50415231"})
    void tellsFilesThatAreNoTextByHowTheyBegin(String magic) {
        write("csv", HexFormat.of().parseHex(magic + "010203"));
        assertRefused("csv", ": is ");

        write("tsv", HexFormat.of().parseHex(magic + "010203"));
        assertRefused("tsv", ": is ");
    }

    @Test
    void tellsWideTextWithAndWithoutItsMark() {
        for (byte[] wide : List.of(WHOLE.getBytes(UTF_16), WHOLE.getBytes(UTF_16LE), WHOLE.getBytes(UTF_16BE))) {
            write("csv", wide);
            assertRefused("csv", ": is UTF-16 text; convert it to UTF-8: iconv -f UTF-16 -t UTF-8");
        }
    }

    /** The error names the line wherever the byte is, also across blocks of 8192 characters. */
    @Test
    void namesTheLineAndByteOfWhatIsNotUtf8() {
        SplitMix64 random = SplitMix64.of("not utf-8", 1);
        for (int round = 0; round < 20; round++) {
            int row = random.nextInt(3000);
            int column = random.nextInt(40);
            for (String kind : List.of("csv", "tsv")) {
                String separator = kind.equals("csv") ? "," : "\t";
                StringBuilder table = new StringBuilder("text" + separator + "label\n");
                for (int i = 0; i < 3000; i++) {
                    String text = "x".repeat(40);
                    table.append(i == row ? text.substring(0, column) + "\u00e9 au lait" : text)
                            .append(separator)
                            .append(i % 2 == 0 ? "no" : "yes")
                            .append('\n');
                }
                write(kind, table.toString().getBytes(ISO_8859_1));

                assertRefused(
                        kind,
                        ":" + (row + 2) + ": this line is not UTF-8; convert the file (byte " + (column + 1)
                                + " of the line is 0xE9, perhaps Latin-1 or Windows-1252");
            }
        }
    }

    @Test
    void namesTheLineOfSeveralNulsAndOfACutCharacter() {
        write("csv", "text,label\na,no\nb\0\0,yes\n".getBytes(UTF_8));
        assertRefused("csv", ":3: byte 3 of this line is one of several NULs");

        byte[] whole = "text,label\na,no\nb,\u4f60".getBytes(UTF_8);
        write("csv", java.util.Arrays.copyOf(whole, whole.length - 1));
        assertRefused("csv", ":3: this line is not UTF-8; the file ends within a character");
    }

    @Test
    void takesAMarkAtTheBeginningAndEndsOfLinesOfEitherKind() {
        for (String kind : List.of("csv", "tsv")) {
            String text = kind.equals("csv") ? WHOLE : WHOLE.replace(',', '\t');
            for (String form : List.of(text, "\uFEFF" + text, text.replace("\n", "\r\n"), text.strip())) {
                write(kind, form.getBytes(UTF_8));
                TaskData data = read(kind);
                assertThat(data.task().labels()).containsExactly("no", "yes");
                assertThat(data.train()).extracting(Example::text).containsExactly("a", "b");
            }
        }
        assertThat(notices).isEmpty();
    }

    /** Every cell that is quoted according to RFC 4180 is read back unchanged. */
    @Test
    void readsBackEveryCellThatIsQuotedRightly() {
        SplitMix64 random = SplitMix64.of("cells", 7);
        String alphabet = "ab,\"\n\r \u00e9;'\t";
        List<String> texts = new ArrayList<>();
        StringBuilder table = new StringBuilder("text,label\r\n");
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("t");
            for (int c = random.nextInt(12); c > 0; c--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            texts.add(text.toString());
            table.append('"')
                    .append(text.toString().replace("\"", "\"\""))
                    .append("\",")
                    .append(i % 2 == 0 ? "no" : "yes")
                    .append("\r\n");
        }
        write("csv", table.toString().getBytes(UTF_8));

        assertThat(read("csv").train()).extracting(Example::text).isEqualTo(texts);
    }

    @Test
    void saysThatTsvHasNoQuoting() {
        write("tsv", "text\tlabel\n\"a\"\t\"no\"\n\"b\"\t\"yes\"\n".getBytes(UTF_8));
        Path dev = directory.resolve("dev.tsv");
        try {
            Files.writeString(dev, "text\tlabel\nc\t\"no\"\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }

        assertThat(read("tsv").task().labels()).containsExactly("\"no\"", "\"yes\"");

        assertThat(notices).hasSize(2).allSatisfy(line -> assertThat(line).contains("tsv has no quoting"));
        assertThat(notices.get(0)).startsWith(directory.resolve("train.tsv") + ":2: ");

        write("tsv", "\"text\"\t\"label\"\na\tno\n".getBytes(UTF_8));
        assertRefused(
                "tsv", ":1: there is no column \"text\"; the header has \"\\\"text\\\"\", \"\\\"label\\\"\"; it has");
    }

    @Test
    void refusesOneColumnForTwoPurposes() {
        assertThatThrownBy(() -> TaskReader.read("csv", directory, new ColumnOptions("text", "text", "label")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must name different columns");
    }

    @Test
    void keepsMessagesShortWhateverTheFileHolds() {
        String wide = "c".repeat(500);
        StringBuilder header = new StringBuilder(wide);
        for (int i = 0; i < 300; i++) {
            header.append(",column ").append(i);
        }
        write("csv", (header + "\n").getBytes(UTF_8));
        assertRefused("csv", ":1: there is no column");

        write("csv", ("text,label\na,no\nb,yes\nc," + wide + "\n").getBytes(UTF_8));
        assertThatThrownBy(() -> TaskReader.read(
                        "csv", directory, COLUMNS, LabelOptions.of(false, "no,yes," + "x".repeat(400)), notices::add))
                .satisfies(e -> assertThat(withoutPath(e)).hasSizeLessThan(300));
    }

    private TaskData read(String kind) {
        return TaskReader.read(kind, directory, COLUMNS, LabelOptions.found(), notices::add);
    }

    private void assertRefused(String kind, String reason) {
        assertThatThrownBy(() -> read(kind))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory.resolve("train." + kind) + reason)
                .satisfies(e -> assertThat(withoutPath(e)).hasSizeLessThan(300).doesNotContain("\n", "\r"));
    }

    private String withoutPath(Throwable failure) {
        return String.valueOf(failure.getMessage()).replace(directory.toString(), "");
    }

    private void write(String kind, byte[] bytes) {
        try {
            Files.write(directory.resolve("train." + kind), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
