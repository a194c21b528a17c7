package dev.hskstream.cli.report;

import java.util.ArrayList;
import java.util.List;

/** The columns that both tables of models have in common. */
final class ModelCells {
    private ModelCells() {}

    /** Name, metric, layers, parameters, size and time, followed by the cells of one table only. */
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
