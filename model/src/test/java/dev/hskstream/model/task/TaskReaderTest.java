package dev.hskstream.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads small files in GLUE's original layouts; the sentences are invented. */
class TaskReaderTest {
    private final Path directory;

    TaskReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsColaWithoutHeaderAndWithQuotesAsCharacters() {
        write("train.tsv", "gj04\t1\t\t\"Stop,\" she said.", "bc01\t0\t*\tHim likes\"cats.");
        write("dev.tsv", "gj04\t1\t\tThe \"dog barked.");

        TaskData data = read("cola");

        assertThat(data.train())
                .containsExactly(sample(0, "\"Stop,\" she said.", null, 1), sample(1, "Him likes\"cats.", null, 0));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "The \"dog barked.", null, 1));
        assertThat(data.task()).isEqualTo(new Task("cola", List.of("0", "1"), false, false, List.of("matthews")));
    }

    @Test
    void readsSst2() {
        write("train.tsv", "sentence\tlabel", "a \" fine film \t1", "\"dull \t0");
        write("dev.tsv", "sentence\tlabel", "it 's good . \t1");

        TaskData data = read("sst-2");

        assertThat(data.train()).containsExactly(sample(0, "a \" fine film ", null, 1), sample(1, "\"dull ", null, 0));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "it 's good . ", null, 1));
    }

    @Test
    void readsMrpcWithItsByteOrderMark() {
        String header = "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String";
        write("train.tsv", header, "1\t702876\t702977\tHe said \"no\" .\tHe refused .");
        write("dev.tsv", header, "0\t1\t2\tOne .\tTwo .");

        TaskData data = read("mrpc");

        assertThat(data.train()).containsExactly(sample(0, "He said \"no\" .", "He refused .", 1));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "One .", "Two .", 0));
        assertThat(data.task().metrics()).containsExactly("f1", "accuracy");
    }

    @Test
    void readsStsbAsRegression() {
        String header = "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore";
        write(
                "train.tsv",
                header,
                "0\tmain-captions\tMSRvid\t2012test\t0001\tnone\tnone\tA plane.\tAn air plane.\t5.000");
        write("dev.tsv", header, "0\tmain-news\theadlines\t2013\t0002\tnone\tnone\tOne.\tTwo.\t1.25");

        TaskData data = read("sts-b");

        assertThat(data.train()).containsExactly(sample(0, "A plane.", "An air plane.", 5));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "One.", "Two.", 1.25));
        assertThat(data.task().regression()).isTrue();
        assertThat(data.task().outputs()).isEqualTo(1);
        assertThat(data.task().metrics()).containsExactly("pearson", "spearman");
    }

    @Test
    void readsQqpWithAnEmptyQuestion() {
        String header = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate";
        write("train.tsv", header, "133273\t213221\t213222\tHow?\tWhy?\t0", "1\t2\t3\tWho?\t\t1");
        write("dev.tsv", header, "201359\t303345\t303346\tWhere?\tWhither?\t1");

        TaskData data = read("qqp");

        assertThat(data.train()).containsExactly(sample(0, "How?", "Why?", 0), sample(1, "Who?", "", 1));
        assertThat(data.task().metrics()).containsExactly("f1", "accuracy");
    }

    /** GLUE's own file has a few such rows among 364 thousand. */
    @Test
    void leavesOutAFewBrokenRowsOfQqpButNotMany() {
        String header = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate";
        write("dev.tsv", header, "1\t2\t3\tWhere?\tWhither?\t1");
        String[] lines = new String[1002];
        Arrays.fill(lines, "1\t2\t3\tHow?\tWhy?\t0");
        lines[0] = header;
        lines[7] = "1\t2\t3\tHow";
        write("train.tsv", lines);
        assertThat(read("qqp").train()).hasSize(1000).last().isEqualTo(sample(999, "How?", "Why?", 0));

        lines[8] = "Why?\t0";
        write("train.tsv", lines);
        assertRefused("qqp", "train.tsv:8: malformed row: 4 columns instead of 6");
    }

    @Test
    void readsMnliWithBothDevSets() {
        String train = "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse"
                + "\tsentence2_parse\tsentence1\tsentence2\tlabel1\tgold_label";
        String dev = train.replace("label1", "label1\tlabel2\tlabel3\tlabel4\tlabel5");
        write(
                "train.tsv",
                train,
                "0\t31193\t31193n\tgovernment\t( a )\t( b )\t(ROOT a)\t(ROOT b)\tOne.\tTwo.\tneutral\tneutral");
        write(
                "dev_matched.tsv",
                dev,
                "0\t6\t6e\tslate\t( a )\t( b )\t(ROOT a)\t(ROOT b)\tUm.\tYes.\tneutral\tneutral\tneutral\tneutral\tneutral\tentailment");
        write(
                "dev_mismatched.tsv",
                dev,
                "0\t7\t7c\tletters\t( a )\t( b )\t(ROOT a)\t(ROOT b)\tOh.\tNo.\tneutral\tneutral\tneutral\tneutral\tneutral\tcontradiction");

        TaskData data = read("mnli");

        assertThat(data.task().labels()).containsExactly("entailment", "neutral", "contradiction");
        assertThat(data.train()).containsExactly(sample(0, "One.", "Two.", 1));
        assertThat(data.dev().keySet()).containsExactly("dev-matched", "dev-mismatched");
        assertThat(data.dev().get("dev-matched")).containsExactly(sample(0, "Um.", "Yes.", 0));
        assertThat(data.dev().get("dev-mismatched")).containsExactly(sample(0, "Oh.", "No.", 2));
    }

    @Test
    void readsQnli() {
        String header = "index\tquestion\tsentence\tlabel";
        write("train.tsv", header, "0\tWhen?\tThen.\tentailment");
        write("dev.tsv", header, "0\tWhat?\tNothing.\tnot_entailment");

        TaskData data = read("qnli");

        assertThat(data.train()).containsExactly(sample(0, "When?", "Then.", 0));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "What?", "Nothing.", 1));
    }

    @Test
    void readsRte() {
        String header = "index\tsentence1\tsentence2\tlabel";
        write("train.tsv", header, "0\tNone found.\tSome found.\tnot_entailment");
        write("dev.tsv", header, "0\tIt rains.\tIt is wet.\tentailment");

        TaskData data = read("rte");

        assertThat(data.train()).containsExactly(sample(0, "None found.", "Some found.", 1));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "It rains.", "It is wet.", 0));
    }

    @Test
    void readsWnli() {
        String header = "index\tsentence1\tsentence2\tlabel";
        write("train.tsv", header, "0\tI stuck a pin through it.\tThe pin has a hole.\t0");
        write("dev.tsv", header, "0\tHe saw it.\tHe did.\t1");

        TaskData data = read("wnli");

        assertThat(data.task().labels()).containsExactly("0", "1");
        assertThat(data.train()).containsExactly(sample(0, "I stuck a pin through it.", "The pin has a hole.", 0));
    }

    @Test
    void readsWindowsLineEndsAndOddCharactersInsideLines() {
        write("train.tsv", "a\t1\t\tOne\u2028two\u0085three.\r", "b\t0\t*\tFour.\r");
        write("dev.tsv", "a\t1\t\tFive.");

        assertThat(read("cola").train())
                .containsExactly(sample(0, "One\u2028two\u0085three.", null, 1), sample(1, "Four.", null, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sst-2|sentence~label;good~2|train.tsv:2: label \"2\" is not one of 0, 1",
                "sst-2|sentence~label;good~1;bad|train.tsv:3: malformed row: 1 columns instead of 2",
                "sst-2|sentence~label;good~1~0|train.tsv:2: malformed row: 3 columns instead of 2",
                "sst-2|sentence~label;~1|train.tsv:2: malformed row: the text is empty",
                "sst-2|text~label;good~1|train.tsv:1: there is no column \"sentence\"; the header has text, label",
                "sst-2|sentence~label|train.tsv: there are no rows",
                "cola|gj04~1~~Good.;gj04~1~Bad.|train.tsv:2: malformed row: 3 columns instead of 4",
                "cola|gj04~x~~Good.|train.tsv:1: label \"x\" is not one of 0, 1",
                "rte|index~sentence1~sentence2~label;0~a~b~maybe|train.tsv:2: label \"maybe\" is not one of entailment, not_entailment"
            })
    void namesFileAndLineOfWhatIsWrong(String task, String lines, String reason) {
        write("train.tsv", lines.replace('~', '\t').split(";", -1));

        assertRefused(task, reason);
    }

    @ParameterizedTest
    @CsvSource({"five", "NaN", "''"})
    void refusesAScoreThatIsNoNumber(String score) {
        write("train.tsv", "sentence1\tsentence2\tscore", "a\tb\t" + score);

        assertRefused("sts-b", "train.tsv:2: label \"" + score + "\" is not a number");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Files.write(
                directory.resolve("train.tsv"),
                "a\t1\t\tFine.\nb\t0\t\tna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("cola", "train.tsv:2: this line is not UTF-8; convert the file");
    }

    @Test
    void refusesMissingFilesAndDirectories() {
        assertRefused("cola", "train.tsv: there is no such file");
        assertThatThrownBy(() -> TaskReader.read("cola", directory.resolve("x"), ColumnOptions.none()))
                .isInstanceOf(UserException.class)
                .hasMessage(directory.resolve("x") + ": there is no such directory");
    }

    @Test
    void refusesAnUnknownTaskAndColumnsOfAKnownOne() {
        assertThatThrownBy(() -> read("snli"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no task \"snli\"; there are cola, sst-2, mrpc, sts-b, qqp, mnli, qnli, rte, wnli, tsv, csv");
        assertThatThrownBy(() -> TaskReader.read("cola", directory, new ColumnOptions("a", null, "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("task cola knows its columns");
    }

    @Test
    void readsAPlainTableByItsColumns() {
        write("train.tsv", "id\tmood\tfirst\tsecond", "1\tsad\t\"a\tb", "2\thappy\tc\td", "3\tsad\te\tf");
        write("dev.tsv", "mood\tsecond\tfirst", "happy\tx\ty");

        TaskData data = TaskReader.read("tsv", directory, new ColumnOptions("first", "second", "mood"));

        assertThat(data.task().labels()).containsExactly("happy", "sad");
        assertThat(data.task().pairs()).isTrue();
        assertThat(data.train())
                .containsExactly(sample(0, "\"a", "b", 1), sample(1, "c", "d", 0), sample(2, "e", "f", 1));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "y", "x", 0));
    }

    @Test
    void readsCommaSeparatedValuesWithQuoting() {
        write("train.csv", "\uFEFFtext,label", "\"one, \"\"two\"\"", "three\",x", "four,y");
        write("dev.csv", "label,text", "y,five");

        TaskData data = TaskReader.read("csv", directory, new ColumnOptions("text", null, "label"));

        assertThat(data.train()).containsExactly(sample(0, "one, \"two\"\nthree", null, 0), sample(1, "four", null, 1));
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "five", null, 1));
        assertThat(data.task().metrics()).containsExactly("accuracy", "f1", "matthews");
    }

    @Test
    void namesTheLineWhereACommaSeparatedRowBegins() {
        ColumnOptions columns = new ColumnOptions("text", null, "label");
        write("train.csv", "text,label", "\"a", "b\",x", "c,y", "d");
        assertThatThrownBy(() -> TaskReader.read("csv", directory, columns))
                .hasMessage(directory.resolve("train.csv") + ":5: malformed row: 1 columns instead of 2");

        write("train.csv", "text,label", "a,x", "\"never closed,y");
        assertThatThrownBy(() -> TaskReader.read("csv", directory, columns))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory.resolve("train.csv") + ":3: malformed row: ");
    }

    @Test
    void refusesADevLabelThatTrainingDoesNotHave() {
        write("train.csv", "text,label", "a,x", "b,y");
        write("dev.csv", "text,label", "c,z");

        assertThatThrownBy(() -> TaskReader.read("csv", directory, new ColumnOptions("text", null, "label")))
                .isInstanceOf(UserException.class)
                .hasMessage(directory.resolve("dev.csv") + ":2: label \"z\" is not one of x, y");
    }

    @Test
    void refusesAPlainTableWithOneLabelOrWithoutColumns() {
        write("train.csv", "text,label", "a,x", "b,x");

        assertThatThrownBy(() -> TaskReader.read("csv", directory, new ColumnOptions("text", null, "label")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("column \"label\" holds only \"x\"; there is nothing to learn");
        assertThatThrownBy(() -> TaskReader.read("csv", directory, new ColumnOptions(null, null, "label")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task csv needs --text COLUMN");
    }

    @Test
    void readsDevSplitsWithTheModelsLabels() {
        write("dev.csv", "text,label", "a,y");

        TaskData data =
                TaskReader.readDev("csv", directory, new ColumnOptions("text", null, "label"), List.of("y", "x"));

        assertThat(data.train()).isEmpty();
        assertThat(data.dev().get("dev")).containsExactly(sample(0, "a", null, 0));
    }

    @Test
    void changesTheFingerprintWithAnySample() {
        write("train.tsv", "a\t1\t\tOne.", "b\t0\t\tTwo.");
        write("dev.tsv", "a\t1\t\tThree.");
        String before = read("cola").fingerprint();
        assertThat(read("cola").fingerprint()).isEqualTo(before);

        write("dev.tsv", "a\t0\t\tThree.");
        String otherLabel = read("cola").fingerprint();
        write("dev.tsv", "a\t1\t\tThree!");
        String otherText = read("cola").fingerprint();

        assertThat(List.of(before, otherLabel, otherText)).doesNotHaveDuplicates();
    }

    private TaskData read(String task) {
        return TaskReader.read(task, directory, ColumnOptions.none());
    }

    private void assertRefused(String task, String reason) {
        assertThatThrownBy(() -> read(task))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory + "/" + reason);
    }

    private static Example sample(long index, String text, @Nullable String pair, double label) {
        return new Example(index, text, pair, OptionalDouble.of(label));
    }

    private void write(String name, String... lines) {
        try {
            Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
