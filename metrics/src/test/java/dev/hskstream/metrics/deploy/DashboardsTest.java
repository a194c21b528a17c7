package dev.hskstream.metrics.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardsTest {
    private static final Path DASHBOARDS = Path.of("../deploy/grafana/dashboards");

    @ParameterizedTest
    @ValueSource(strings = {"operators", "training"})
    void followsTheRulesOfTheLinter(String name) throws IOException {
        assertThat(DashboardLint.violations(dashboard(name))).isEmpty();
    }

    /** A file with {@code __inputs} can be imported by hand only; one with a name of a data source fits one Grafana only. */
    @ParameterizedTest
    @ValueSource(strings = {"operators", "training"})
    void canBeImportedAndProvisioned(String name) throws IOException {
        JsonNode dashboard = dashboard(name);
        assertThat(dashboard.has("__inputs")).isFalse();
        assertThat(dashboard.has("id")).isFalse();
        assertThat(dashboard.path("uid").asText()).isEqualTo("hsk-" + name);
        assertThat(dashboard.findValues("datasource"))
                .extracting(source -> source.path("uid").asText())
                .containsOnly("${datasource}");
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panels::add);
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operators", "training"})
    void showsMetricsThatExist(String name) throws IOException {
        List<String> queries = dashboard(name).findValuesAsText("expr");
        List<String> mentioned = queries.stream()
                .flatMap(query -> MetricsTable.mentioned(query).stream())
                .filter(metric -> !metric.endsWith("_max"))
                .toList();
        assertThat(mentioned).isNotEmpty();
        assertThat(MetricsTable.series()).containsAll(mentioned);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void findsAMistake(String rule, Consumer<ObjectNode> mistake) throws IOException {
        ObjectNode dashboard = dashboard("training");
        mistake.accept(dashboard);
        assertThat(DashboardLint.violations(dashboard)).isNotEmpty().allMatch(found -> found.startsWith(rule + ": "));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("uneditable-dashboard", dashboard -> dashboard.put("editable", true)),
                mistake("template-datasource-rule", dashboard -> template(dashboard, 0)
                        .put("label", "Source")),
                mistake("template-job-rule", dashboard -> template(dashboard, 1).put("allValue", "")),
                mistake("template-instance-rule", dashboard -> template(dashboard, 2)
                        .put("multi", false)),
                mistake("template-on-time-change-reload-rule", dashboard -> template(dashboard, 3)
                        .put("refresh", 1)),
                mistake("template-label-promql-rule", dashboard -> template(dashboard, 3)
                        .put("query", "values(set)")),
                mistake("panel-title-description-rule", dashboard -> panel(dashboard)
                        .put("description", "")),
                mistake(
                        "panel-datasource-rule",
                        dashboard -> panel(dashboard).putObject("datasource").put("uid", "prometheus-1")),
                mistake("panel-units-rule", dashboard -> ((ObjectNode)
                                panel(dashboard).at("/fieldConfig/defaults"))
                        .put("unit", "parsecs")),
                mistake("panel-no-targets-rule", dashboard -> panel(dashboard).putArray("targets")),
                mistake("target-promql-rule", query("")),
                mistake("target-job-rule", query("hsk_trainer_step{instance=~\"$instance\"}")),
                mistake("target-instance-rule", query("hsk_trainer_step{job=~\"$job\"}")),
                mistake(
                        "target-rate-interval-rule",
                        query("rate(hsk_trainer_steps_total{job=~\"$job\",instance=~\"$instance\"}[5m])")),
                mistake(
                        "target-counter-agg-rule",
                        query("hsk_trainer_steps_total{job=~\"$job\",instance=~\"$instance\"}")));
    }

    private static Arguments mistake(String rule, Consumer<ObjectNode> mistake) {
        return Arguments.of(rule, mistake);
    }

    private static Consumer<ObjectNode> query(String expression) {
        return dashboard -> ((ObjectNode) panel(dashboard).at("/targets/0")).put("expr", expression);
    }

    private static ObjectNode template(ObjectNode dashboard, int index) {
        return (ObjectNode) dashboard.at("/templating/list/" + index);
    }

    /** The first panel is the title of a row. */
    private static ObjectNode panel(ObjectNode dashboard) {
        return (ObjectNode) ((ArrayNode) dashboard.path("panels")).get(1);
    }

    private static ObjectNode dashboard(String name) throws IOException {
        return (ObjectNode)
                new ObjectMapper().readTree(DASHBOARDS.resolve(name + ".json").toFile());
    }
}
