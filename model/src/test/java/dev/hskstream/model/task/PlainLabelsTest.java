package dev.hskstream.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How labels of plain tables are interpreted: as classes, as scores, or refused. */
class PlainLabelsTest {
    private final Path directory;
    private final List<String> notices = new ArrayList<>();

    PlainLabelsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource({
        "no yes no,no yes",
        "0 1 2 1,0 1 2",
        "1 2 3 4 5,1 2 3 4 5",
        "0.0 1.0 0.0,0.0 1.0",
        "-1 1 -1,-1 1",
        "10 2 x,10 2 x",
        "3.5 x y z,3.5 x y z",
        "none some,none some"
    })
    void takesFewNamesOrWholeNumbersForClasses(String labels, String classes) {
        assertThat(train(labels.split(" ")).task().labels()).containsExactly(classes.split(" "));
    }

    @Test
    void takesTwentyWholeNumbersForClassesAndMoreForScores() {
        assertThat(train(numbers(20)).task().labels()).hasSize(20);
        assertRefused(":2: label \"0\" looks like a score", "21 different numbers", numbers(21));
    }

    @Test
    void asksWhetherFractionsAreScores() {
        String[] tenths =
                IntStream.range(0, 51).mapToObj(i -> i / 10 + "." + i % 10).toArray(String[]::new);
        assertRefused("looks like a score", "--regression if they are scores, --classes", tenths);
        assertRefused("label \"2.5\" looks like a score", "3 different numbers", "1", "2.5", "3");
        assertRefused("label \"1e-1\" looks like a score", "--regression", "0", "1e-1");
        assertRefused("label \"0.75\" looks like a score", "--regression", "0.5", "0.75", "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,5 4,0 2,5", "0,5 1 2", "12% 50% 100%", "7.5% 8.25%", "12,5\u00a0% 3%", "\u22120.5 0.5"})
    void asksWhetherFractionsInOtherFormsAreScores(String labels) {
        assertRefused("looks like a score", "a decimal point and without a unit", labels.split(" "));
    }

    @Test
    void asksForTheColumnIfMostRowsHaveALabelOfTheirOwn() {
        String[] keys = IntStream.range(0, 21).mapToObj(i -> "row" + i).toArray(String[]::new);
        assertRefused(":2: label \"row0\" looks like no class", "21 different labels in 21 rows", keys);

        String[] twice = Stream.of(keys, keys).flatMap(Stream::of).toArray(String[]::new);
        assertThat(train(twice).task().labels()).hasSize(21);
        String[] twiceButOne = Arrays.copyOf(twice, 41);
        assertThat(train(twiceButOne).task().labels()).hasSize(21);
        String[] few = IntStream.range(0, 20).mapToObj(i -> "row" + i).toArray(String[]::new);
        assertThat(train(few).task().labels()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u00a0", "nan", "NaN", "<NA>", "NA", "n/a", "?", "null", "NULL", "#N/A", "-1", "-1.0"})
    void refusesARowWithoutALabelByItsLine(String label) {
        for (String others : List.of("0,1,2", "1,2")) {
            String[] labels = Stream.concat(Stream.of(others.split(",")), Stream.of(label))
                    .toArray(String[]::new);
            assertRefused(":" + (labels.length + 1) + ": label ", "leave", labels);
        }
    }

    @Test
    void refusesADevRowWithoutALabelByItsLine() {
        write("train.csv", "0", "1");
        for (String label : List.of("", "-1", "2")) {
            write("dev.csv", "0", label);
            assertThatThrownBy(() -> read(LabelOptions.found()))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(
                            directory.resolve("dev.csv") + ":3: label \"" + label + "\" is not one of 0, 1");
        }
    }

    @Test
    void takesTheClassesThatAreGivenInTheirOrder() {
        write("train.csv", "-1", "0.5", "nan");
        write("dev.csv", "nan");

        TaskData data = read(LabelOptions.of(false, "nan, 0.5,-1"));

        assertThat(data.task().labels()).containsExactly("nan", "0.5", "-1");
        assertThat(data.train()).extracting(Example::label).containsExactly(label(2), label(1), label(0));
        assertThat(read(LabelOptions.of(false, "nan,0.5,-1,more")).task().outputs())
                .isEqualTo(4);
        assertThatThrownBy(() -> read(LabelOptions.of(false, "nan,-1")))
                .hasMessage(directory.resolve("train.csv") + ":3: label \"0.5\" is not one of nan, -1");
        assertThat(LabelOptions.of(false, "0..3,x").classes()).containsExactly("0", "1", "2", "3", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a,", "a,,b", "a,b,a", " , "})
    void refusesAListThatIsNoneOfClasses(String classes) {
        assertThatThrownBy(() -> LabelOptions.of(false, classes))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--classes \"" + classes + "\"");
    }

    @Test
    void refusesLabelsOfATaskThatKnowsItsOwn() {
        assertThatThrownBy(() -> LabelOptions.of(true, "a,b")).isInstanceOf(UsageException.class);
        for (LabelOptions labels : List.of(LabelOptions.of(true, null), LabelOptions.of(false, "0,1"))) {
            assertThatThrownBy(() -> TaskReader.read("cola", directory, ColumnOptions.none(), labels, notices::add))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("task cola knows its labels");
        }
    }

    @Test
    void readsScoresWhereRegressionIsAskedFor() {
        write("train.csv", "0", "2.5", "-3e1", "+4");
        write("dev.csv", "100");

        TaskData data = read(LabelOptions.of(true, null));

        assertThat(data.task().regression()).isTrue();
        assertThat(data.task().metrics()).containsExactly("pearson", "spearman");
        assertThat(data.train()).extracting(Example::label).containsExactly(label(0), label(2.5), label(-30), label(4));
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "high", "5d", "0x1p3", "NaN", "Infinity", "1e400", "3,5"})
    void refusesWhatIsNoScoreByItsLine(String score) {
        write("train.csv", "1", score);
        write("dev.csv", "1");

        assertThatThrownBy(() -> read(LabelOptions.of(true, null)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(directory.resolve("train.csv") + ":3: label \"" + score + "\" is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.001", "-1", "-0.1", "50"})
    void refusesScoresThatStsbCannotHave(String score) throws IOException {
        Files.writeString(
                directory.resolve("train.tsv"), "sentence1\tsentence2\tscore\na\tb\t5.0\na\tb\t" + score + "\n");

        assertThatThrownBy(() -> TaskReader.read("sts-b", directory, ColumnOptions.none()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        directory.resolve("train.tsv") + ":3: label \"" + score + "\" is not between 0 and 5");
    }

    @Test
    void saysThatScoresToEvaluateWithHaveAnotherScale() throws IOException {
        Files.writeString(
                directory.resolve("dev.tsv"), "sentence1\tsentence2\tscore\na\tb\t5.0\na\tb\t-0.25\na\tb\t50\n");

        TaskData data = TaskReader.readDev(
                "sts-b", directory, ColumnOptions.none(), new LabelOptions(true, List.of()), notices::add);

        assertThat(data.dev().get("dev")).hasSize(3);
        assertThat(notices)
                .singleElement()
                .asString()
                .endsWith("dev.tsv:3: score \"-0.25\" is not between 0 and 5, here and in 1 more of 3 rows");
    }

    @Test
    void refusesToEvaluateWithRowsWithoutAScore() throws IOException {
        Files.writeString(directory.resolve("dev.tsv"), "sentence1\tsentence2\tscore\na\tb\t5.0\na\tb\t-1\n");

        assertThatThrownBy(() -> TaskReader.readDev("sts-b", directory, ColumnOptions.none(), List.of()))
                .hasMessageContaining("dev.tsv:3: label \"-1\" is not between 0 and 5; leave out rows");
    }

    @Test
    void saysThatAScoreMayMarkRowsWithoutOne() {
        write("train.csv", "1", "-1", "2.5", "-1");
        write("dev.csv", "1");

        read(LabelOptions.of(true, null));

        assertThat(notices)
                .singleElement()
                .asString()
                .contains("train.csv:3: the score is -1 (2 rows), and never below 0 else");
    }

    @Test
    void saysSoOfDevRowsToo() {
        write("train.csv", "1", "2.5");
        write("dev.csv", "2", "-1");

        read(LabelOptions.of(true, null));
        TaskReader.readDev(
                "csv", directory, new ColumnOptions("text", null, "label"), LabelOptions.of(true, null), notices::add);

        assertThat(notices).hasSize(2).allSatisfy(notice -> assertThat(notice)
                .contains("dev.csv:3: the score is -1 (1 row), and never below 0 else"));
    }

    @ParameterizedTest
    @CsvSource({"yes,Yes", "yes,' yes'", "yes,'yes '", "1,1.0", "New York,'New  York'", "a,A", "yes,'yes\u200b'"})
    void saysThatLabelsDifferInWhatOneHardlySees(String one, String other) {
        train(one, other, "else", one);

        assertThat(notices).singleElement().asString().contains("count as different classes", "2 rows", "1 row");
        assertThat(notices.get(0)).contains("\"" + one + "\"");
    }

    @Test
    void namesTheModelsLabelsAndTheFilesOnes() {
        write("dev.csv", "neg", "pos");

        assertThatThrownBy(() -> TaskReader.readDev(
                        "csv", directory, new ColumnOptions("text", null, "label"), List.of("LABEL_0", "LABEL_1")))
                .hasMessageContaining("dev.csv:2: label \"neg\" is not one of LABEL_0, LABEL_1, the model's classes")
                .hasMessageContaining("the file has neg, pos")
                .hasMessageContaining("--classes");
    }

    @Test
    void countsTheRowsOfEachClass() {
        TaskData data = train("no", "yes", "no", "maybe ");

        LabelCounts counts = LabelCounts.of(data.task(), data.train());

        assertThat(counts.text()).isEqualTo("3 classes: \"maybe \" (1 row), no (2 rows), yes (1 row)");
        assertThat(counts.json().toString()).isEqualTo("{maybe =1, no=2, yes=1}");
        assertThat(counts.oddity(0)).isEmpty();
        assertThat(LabelCounts.of(data.task(), data.train().subList(0, 1)).oddity(1))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("all training rows are of class \"no\"", "--limit 1"));
        assertThat(LabelCounts.of(data.task(), data.train().subList(0, 2)).oddity(2))
                .hasValueSatisfying(line -> assertThat(line).contains("no training row is of class \"maybe \""));
    }

    private TaskData train(String... labels) {
        write("train.csv", labels);
        write("dev.csv", labels);
        return read(LabelOptions.found());
    }

    private void assertRefused(String beginning, String remedy, String... labels) {
        assertThatThrownBy(() -> train(labels))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(directory.resolve("train.csv") + ":", beginning, remedy);
    }

    private TaskData read(LabelOptions labels) {
        return TaskReader.read("csv", directory, new ColumnOptions("text", null, "label"), labels, notices::add);
    }

    private static OptionalDouble label(double value) {
        return OptionalDouble.of(value);
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private void write(String file, String... labels) {
        String rows = Stream.of(labels)
                .map(label -> "a text," + (label.contains(",") ? '"' + label + '"' : label) + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(directory.resolve(file), "text,label\n" + rows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
