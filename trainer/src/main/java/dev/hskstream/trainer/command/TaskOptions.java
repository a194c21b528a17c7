package dev.hskstream.trainer.command;

import dev.hskstream.console.DataOptions;
import dev.hskstream.console.LengthOptions;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.ColumnOptions;
import dev.hskstream.model.task.LabelOptions;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** Options for a task's files and for the length that samples are truncated to. */
final class TaskOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private LengthOptions length = new LengthOptions();

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

    /** The number of tokens that samples are truncated to for this model. */
    int maxLength(PretrainedModel model) {
        return length.tokens(model.maxLength());
    }
}
