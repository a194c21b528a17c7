package dev.hskstream.cli.report;

import java.util.ArrayList;
import java.util.List;

/** What both tables say of a model, in the order of their first columns. */
final class ModelCells {
    private ModelCells() {}

    /** Name, metric, layers, parameters, size, time; then what one table alone has. */
    static List<String> of(QuickstartReport report, ModelResult model, String... more) {
        List<String> cells = new ArrayList<>(List.of(
                model.name(),
                Quantities.metric(report.metric(), model.value()),
                Integer.toString(model.layers()),
                Quantities.millions(model.parameters()),
                Quantities.megabytes(model.bytes()),
                Quantities.seconds(model.seconds())));
        cells.addAll(List.of(more));
        return cells;
    }
}
