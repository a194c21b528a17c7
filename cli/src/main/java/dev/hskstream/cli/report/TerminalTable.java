package dev.hskstream.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Renders the report as a plain-text table. */
public final class TerminalTable {
    private TerminalTable() {}

    /** The table, followed by a line with the task, the total time and the peak memory. Lines end with {@code \n}. */
    public static String of(QuickstartReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", report.metric(), "layers", "parameters", "size", "time", "bytes/sample", "of full HSK"));
        rows.add(ModelCells.of(report, report.teacher(), "-", "-"));
        for (ModelResult student : report.students()) {
            rows.add(ModelCells.of(
                    report,
                    student,
                    Quantities.count(Math.round(report.set().bytesPerSample())),
                    student.hsk() ? Quantities.percent(report.set().hskShare()) : "unused"));
        }
        String majority = Quantities.metric(report.metric(), report.majority().value());
        rows.add(List.of("majority baseline", majority, "", "", "", "", "", ""));
        return columns(rows) + "\n" + foot(report);
    }

    private static String columns(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < rows.get(r).size(); column++) {
                line.append(column == 0 ? "" : "  ").append(cell(rows, r, column));
            }
            table.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                table.append("-".repeat(line.length())).append('\n');
            }
        }
        return table.toString();
    }

    /** Aligns names to the left and numbers to the right. */
    private static String cell(List<List<String>> rows, int row, int column) {
        int width = rows.stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
        String text = rows.get(row).get(column);
        String padding = " ".repeat(width - text.length());
        return column == 0 ? text + padding : padding + text;
    }

    private static String foot(QuickstartReport report) {
        String total = Quantities.seconds(report.seconds().getOrDefault(QuickstartReport.TOTAL, 0.0));
        long peak = report.peakRssBytes().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return report.task() + ", " + Quantities.count(report.set().samples()) + " training samples; " + total
                + " in all, at most " + Quantities.megabytes(peak) + " resident in a process\n";
    }
}
