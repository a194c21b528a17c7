package dev.hskstream.trainer.evaluation;

import dev.hskstream.model.metric.Metric;
import java.util.List;
import java.util.function.Consumer;

/** Reports metrics that are undefined on the given samples whatever the model predicts. They count as 0. */
public final class UndefinedMetrics {
    private UndefinedMetrics() {}

    /** Passes on one line for each metric that is undefined on a split. */
    public static void tell(List<String> metrics, List<DevSplit> splits, Consumer<String> notices) {
        for (DevSplit split : splits) {
            for (String metric : metrics) {
                Metric.of(metric)
                        .undefined(split.labels())
                        .ifPresent(reason -> notices.accept(metric + " is not defined on " + split.name() + ", where "
                                + reason + "; it counts as 0"));
            }
        }
    }
}
