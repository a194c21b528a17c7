package dev.hskstream.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of one benchmark run.
 *
 * @param skipped names of the benchmarks for which no time was left
 * @param seconds duration of the run
 */
record BenchReport(List<Result> results, List<String> skipped, BenchMachine machine, double seconds) {
    Map<String, Object> json() {
        Map<String, Object> ratios = new LinkedHashMap<>();
        results.forEach(result -> ratios.put(result.benchmark().name(), result.json()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ratios", ratios);
        json.put("skipped", skipped);
        json.put("machine", machine);
        json.put("seconds", seconds);
        return json;
    }

    /** A table for people, followed by the machine. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(line("", "median", "min", "max", "runs", "target", "FLOPs allow", "met"));
        lines.add("-".repeat(lines.get(0).length()));
        results.forEach(result -> lines.add(line(result)));
        skipped.forEach(name -> lines.add(line(name, "-", "", "", "", "", "", "no time left")));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d cores, %d threads, %.0f GB memory, heap up to %.1f GB; %s; %s; libtorch %s, %s operations; %s, %.0f s",
                machine.processor(),
                machine.cores(),
                machine.threads(),
                machine.memoryBytes() / 1e9,
                machine.heapBytes() / 1e9,
                machine.system(),
                machine.java(),
                machine.libtorch(),
                machine.ops(),
                machine.date(),
                seconds));
        return String.join("\n", lines);
    }

    private static String line(Result result) {
        Ratio ratio = result.ratio();
        String allowed = result.benchmark().allowed().isPresent()
                ? number(result.benchmark().allowed().getAsDouble())
                        + String.format(
                                Locale.ROOT,
                                " (%.0f %%)",
                                100 * result.ofAllowed().orElse(0))
                : "";
        return line(
                result.benchmark().name(),
                number(ratio.median()),
                number(ratio.min()),
                number(ratio.max()),
                Integer.toString(ratio.runs()),
                result.benchmark().target().toString(),
                allowed,
                result.met() ? "met" : "missed");
    }

    private static String line(String... cells) {
        Object[] all = cells;
        return String.format(Locale.ROOT, "%-26s %9s %9s %9s %5s %8s %13s  %s", all);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.3f" : "%.1f", value);
    }
}
