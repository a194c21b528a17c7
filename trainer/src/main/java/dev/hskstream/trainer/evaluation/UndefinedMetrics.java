package dev.hskstream.trainer.evaluation;

import dev.hskstream.model.metric.Metric;
import java.util.List;
import java.util.function.Consumer;

/** Says which metrics mean nothing on the samples there are to evaluate on, whatever the model: they count as 0. */
public final class UndefinedMetrics {
    private UndefinedMetrics() {}

    /** Hands over one line for each metric and split that do not go together. */
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
