package dev.hskstream.metrics.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that docs/metrics.md lists. */
final class MetricsTable {
    private static final Pattern ROW = Pattern.compile("^\\| `(hsk_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("(?<![:\\w])hsk_\\w+");

    private MetricsTable() {}

    /** The names of the series, which for a summary have a suffix. */
    static Set<String> series() throws IOException {
        String table = Files.readString(Path.of("../docs/metrics.md"));
        return ROW.matcher(table)
                .results()
                .flatMap(row -> row.group(2).equals("summary")
                        ? Stream.of(row.group(1) + "_count", row.group(1) + "_sum")
                        : Stream.of(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The {@code hsk_*} series that a query mentions. */
    static List<String> mentioned(String query) {
        return NAME.matcher(query).results().map(MatchResult::group).toList();
    }
}
