package dev.hskstream.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a task's files are: a mixin for every command that reads them. */
public final class DataOptions {
    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description = "cola, sst-2, mrpc, sts-b, qqp, mnli, qnli, rte, wnli, or tsv/csv with named columns.")
    private String task = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Directory with the task's files.")
    private Path data = Path.of("");

    @Option(names = "--text", paramLabel = "COLUMN", description = "Text column (tsv, csv).")
    private @Nullable String text;

    @Option(names = "--text-pair", paramLabel = "COLUMN", description = "Second text's column (tsv, csv).")
    private @Nullable String textPair;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Label column (tsv, csv).")
    private @Nullable String label;

    /** The task's name. */
    public String task() {
        return task;
    }

    /** The directory with its files. */
    public Path directory() {
        return data;
    }

    /** The text's column, for plain files. */
    public @Nullable String text() {
        return text;
    }

    /** The second text's column, for plain files of pairs. */
    public @Nullable String textPair() {
        return textPair;
    }

    /** The label's column, for plain files. */
    public @Nullable String label() {
        return label;
    }
}
