package dev.hskstream.metrics.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The rules of Grafana's public dashboard linter, for dashboards on Prometheus alone. {@code target-promql} and {@code
 * template-label-promql} are without a parser here; deploy/grafana/check has promtool parse every query.
 */
final class DashboardLint {
    private static final Set<String> CHECKED = Set.of("stat", "singlestat", "graph", "table", "timeseries", "gauge");
    private static final Set<String> UNITS =
            Set.of("none", "short", "percentunit", "percent", "bytes", "Bps", "s", "ms", "cps", "ops", "sci");
    private static final String DATASOURCE = "${datasource}";
    private static final Pattern LABEL_QUERY =
            Pattern.compile("(label_names|label_values|metrics|query_result)\\(.+\\)");

    private final List<String> violations = new ArrayList<>();

    private DashboardLint() {}

    /** What is wrong, each as the rule's name and the place. */
    static List<String> violations(JsonNode dashboard) {
        DashboardLint lint = new DashboardLint();
        lint.require(
                "uneditable-dashboard",
                "the dashboard",
                !dashboard.path("editable").asBoolean(true));
        lint.templates(dashboard.at("/templating/list"));
        list(dashboard.path("panels")).stream()
                .filter(panel -> CHECKED.contains(panel.path("type").asText()))
                .forEach(lint::panel);
        return lint.violations;
    }

    private void templates(JsonNode templates) {
        List<JsonNode> sources = list(templates).stream()
                .filter(template -> is(template, "type", "datasource"))
                .toList();
        require(
                "template-datasource-rule",
                "the dashboard",
                sources.size() == 1
                        && is(sources.get(0), "name", "datasource")
                        && is(sources.get(0), "label", "Data source")
                        && is(sources.get(0), "query", "prometheus"));
        require("template-job-rule", "job", has(templates, "job", "Job"));
        require("template-instance-rule", "instance", has(templates, "instance", "Instance"));
        list(templates).stream()
                .filter(template -> is(template, "type", "query"))
                .forEach(template -> {
                    String name = template.path("name").asText();
                    require(
                            "template-on-time-change-reload-rule",
                            name,
                            template.path("refresh").asInt() == 2);
                    require(
                            "template-label-promql-rule",
                            name,
                            LABEL_QUERY.matcher(template.path("query").asText()).matches());
                });
    }

    private static boolean has(JsonNode templates, String name, String label) {
        return list(templates).stream()
                .anyMatch(template -> is(template, "name", name)
                        && is(template, "label", label)
                        && is(template, "type", "query")
                        && is(template, "allValue", ".+")
                        && template.at("/datasource/uid").asText().equals(DATASOURCE)
                        && template.path("multi").asBoolean());
    }

    private void panel(JsonNode panel) {
        String title = panel.path("title").asText();
        require(
                "panel-title-description-rule",
                title,
                !title.isBlank() && !panel.path("description").asText().isBlank());
        require(
                "panel-datasource-rule",
                title,
                panel.at("/datasource/uid").asText().equals(DATASOURCE));
        require(
                "panel-units-rule",
                title,
                UNITS.contains(panel.at("/fieldConfig/defaults/unit").asText()));
        require("panel-no-targets-rule", title, !panel.path("targets").isEmpty());
        panel.path("targets").forEach(target -> target(title, target));
    }

    private void target(String title, JsonNode target) {
        String expression = target.path("expr").asText();
        List<Selector> selectors = Selector.in(expression);
        // Queries of Loki's, which the linter's two logql rules are about, are none of Prometheus's.
        require(
                "target-promql-rule",
                title,
                !selectors.isEmpty() && is(target.path("datasource"), "type", "prometheus"));
        for (Selector selector : selectors) {
            require("target-job-rule", title, selector.matches("job=~\"$job\""));
            require("target-instance-rule", title, selector.matches("instance=~\"$instance\""));
            boolean rated = Set.of("rate", "irate", "increase").contains(selector.function());
            require(
                    "target-rate-interval-rule",
                    title,
                    !rated || selector.range().equals("$__rate_interval"));
            require("target-counter-agg-rule", title, rated || !selector.name().endsWith("_total"));
        }
    }

    private void require(String rule, String place, boolean holds) {
        if (!holds) {
            violations.add(rule + ": " + place);
        }
    }

    private static boolean is(JsonNode node, String field, String value) {
        return node.path(field).asText().equals(value);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
