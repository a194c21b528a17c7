package dev.hskstream.trainer.command;

import dev.hskstream.base.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The class whose F1 is reported: the second of two, as in GLUE. */
final class F1Class {
    private F1Class() {}

    /** The name of that class; empty if F1 is not among the metrics. */
    static Optional<String> of(Set<String> metrics, List<String> labels) {
        return metrics.contains("f1") && labels.size() == 2 ? Optional.of(labels.get(1)) : Optional.empty();
    }

    /** The same as a clause for text output; empty if F1 is not among the metrics. */
    static String text(Set<String> metrics, List<String> labels) {
        return of(metrics, labels)
                .map(name -> " (f1 of class " + Quoted.of(name) + ")")
                .orElse("");
    }
}
