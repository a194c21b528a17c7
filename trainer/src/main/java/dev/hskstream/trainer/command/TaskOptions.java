package dev.hskstream.trainer.command;

import dev.hskstream.console.DataOptions;
import dev.hskstream.console.Range;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.ColumnOptions;
import dev.hskstream.model.task.LabelOptions;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A task's files, and how a model reads them. */
final class TaskOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--max-length",
            defaultValue = "128",
            paramLabel = "N",
            description = "Tokens a sample is truncated to.")
    @Range(min = 5)
    private int maxLength;

    String name() {
        return data.task();
    }

    Path directory() {
        return data.directory();
    }

    ColumnOptions columns() {
        return new ColumnOptions(data.text(), data.textPair(), data.label());
    }

    LabelOptions labels() {
        return LabelOptions.of(data.regression(), data.classes());
    }

    /** Tokens a sample is truncated to for this model. */
    int maxLength(PretrainedModel model) {
        return Math.min(maxLength, model.maxLength());
    }
}
