package dev.hskstream.console;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a task's data files: a mixin for every command that reads them. */
public final class DataOptions implements TextForms {
    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description =
                    "cola, sst-2, mrpc, sts-b, qqp, mnli, qnli, rte, wnli, or a table with a header: csv (cells may be"
                            + " quoted) or tsv (a quotation mark is part of the text).")
    private String task = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Directory with the task's files.")
    private Path data = Path.of("");

    @Option(names = "--text", paramLabel = "COLUMN", description = "Text column (tsv, csv).")
    private @Nullable String text;

    @Option(names = "--text-pair", paramLabel = "COLUMN", description = "Second text's column (tsv, csv).")
    private @Nullable String textPair;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Label column (tsv, csv).")
    private @Nullable String label;

    @Option(
            names = "--classes",
            paramLabel = "A,B,...",
            description =
                    "The labels that are classes, in the order of a model's outputs (tsv, csv); 0..76 stands for the"
                            + " whole numbers from 0 to 76. Default: the labels of the training rows, sorted; fractions and"
                            + " more than 20 different whole numbers look like scores and ask for this or --regression, -1"
                            + " looks like a row without a label and asks for this.")
    private @Nullable String classes;

    @Option(names = "--regression", description = "The labels are scores, any number (tsv, csv).")
    private boolean regression;

    private final Map<String, Consumer<String>> forms;

    /** With what knows the tasks and reads a list of classes; both refuse what is none with an {@link IllegalArgumentException}. */
    public DataOptions(Consumer<String> tasks, Consumer<String> classes) {
        this.forms = Map.of("--task", tasks, "--classes", classes);
    }

    @Override
    public Map<String, Consumer<String>> forms() {
        return forms;
    }

    /** The task's name. */
    public String task() {
        return task;
    }

    /** The directory with the task's files. */
    public Path directory() {
        return data;
    }

    /** The text column, for csv and tsv. */
    public @Nullable String text() {
        return text;
    }

    /** The column of the second text, for csv and tsv with text pairs. */
    public @Nullable String textPair() {
        return textPair;
    }

    /** The value of {@code --classes}, for csv and tsv. */
    public @Nullable String classes() {
        return classes;
    }

    /** Whether the labels are scores, for csv and tsv. */
    public boolean regression() {
        return regression;
    }

    /** The label column, for csv and tsv. */
    public @Nullable String label() {
        return label;
    }
}
