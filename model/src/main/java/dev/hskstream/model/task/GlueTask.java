package dev.hskstream.model.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nine tasks of GLUE with their original files, label names and metrics (Wang et al. 2019,
 * https://arxiv.org/abs/1804.07461). GLUE's test splits have no labels and are not read.
 */
@SuppressWarnings("ImmutableEnumChecker") // the fields' types are immutable records
public enum GlueTask {
    COLA("cola", classes("0", "1"), "matthews"),
    SST_2("sst-2", classes("0", "1").columns("sentence", "label"), "accuracy"),
    MRPC("mrpc", classes("0", "1").pair("#1 String", "#2 String", "Quality"), "f1", "accuracy"),
    STS_B("sts-b", classes().pair("sentence1", "sentence2", "score"), "pearson", "spearman"),
    QQP("qqp", classes("0", "1").pair("question1", "question2", "is_duplicate"), "f1", "accuracy"),
    MNLI(
            "mnli",
            classes("entailment", "neutral", "contradiction").pair("sentence1", "sentence2", "gold_label"),
            "accuracy"),
    QNLI("qnli", classes("entailment", "not_entailment").pair("question", "sentence", "label"), "accuracy"),
    RTE("rte", classes("entailment", "not_entailment").pair("sentence1", "sentence2", "label"), "accuracy"),
    WNLI("wnli", classes("0", "1").pair("sentence1", "sentence2", "label"), "accuracy");

    /** CoLA has no header; its columns are source, label, the linguist's own mark, and sentence. */
    private static final Layout COLA_LAYOUT = new Layout(4, 3, -1, 1);

    private final Task task;
    private final ColumnOptions columns;

    GlueTask(String name, Form form, String... metrics) {
        boolean pairs = form.columns.textPair() != null;
        this.task = new Task(name, form.labels, form.labels.isEmpty(), pairs, List.of(metrics));
        this.columns = form.columns;
    }

    private record Form(List<String> labels, ColumnOptions columns) {
        Form columns(String text, String label) {
            return new Form(labels, new ColumnOptions(text, null, label));
        }

        Form pair(String text, String pair, String label) {
            return new Form(labels, new ColumnOptions(text, pair, label));
        }
    }

    private static Form classes(String... labels) {
        return new Form(List.of(labels), ColumnOptions.none());
    }

    /** Finds the task by name ({@code cola}, {@code sst-2}, ...). */
    public static Optional<GlueTask> of(String name) {
        return Arrays.stream(values())
                .filter(glue -> glue.task.name().equals(name))
                .findFirst();
    }

    public Task task() {
        return task;
    }

    /** The range of scores; STS-B's similarity scores are between 0 and 5. */
    ScoreRange scores() {
        return this == STS_B ? new ScoreRange(0, 5) : ScoreRange.ANY;
    }

    Table table() {
        return this == COLA
                ? Table.withoutHeader(new TabSeparated(), COLA_LAYOUT)
                : Table.withHeader(new TabSeparated(), columns, this == QQP);
    }

    String trainFile() {
        return "train.tsv";
    }

    /** File names by split. */
    Map<String, String> devFiles() {
        if (this != MNLI) {
            return Map.of("dev", "dev.tsv");
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("dev-matched", "dev_matched.tsv");
        files.put("dev-mismatched", "dev_mismatched.tsv");
        return files;
    }
}
