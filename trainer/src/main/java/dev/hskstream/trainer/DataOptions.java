package dev.hskstream.trainer;

import dev.hskstream.model.task.ColumnOptions;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.model.task.TaskReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a task's files are. */
final class DataOptions {
    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description = "cola, sst-2, mrpc, sts-b, qqp, mnli, qnli, rte, wnli, or tsv/csv with named columns.")
    String task = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Directory with the task's files.")
    Path data = Path.of("");

    @Option(names = "--text", paramLabel = "COLUMN", description = "Text column (tsv, csv).")
    @Nullable
    String text;

    @Option(names = "--text-pair", paramLabel = "COLUMN", description = "Second text's column (tsv, csv).")
    @Nullable
    String textPair;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Label column (tsv, csv).")
    @Nullable
    String label;

    @Option(names = "--limit", defaultValue = "0", paramLabel = "N", description = "Only the first N training rows; 0: all.")
    int limit;

    @Option(names = "--max-length", defaultValue = "128", paramLabel = "N", description = "Tokens a sample is truncated to.")
    int maxLength;

    ColumnOptions columns() {
        return new ColumnOptions(text, textPair, label);
    }

    TaskData read() {
        return TaskReader.read(task, data, columns());
    }

    List<Example> limited(List<Example> rows) {
        return limit > 0 && limit < rows.size() ? rows.subList(0, limit) : rows;
    }
}
