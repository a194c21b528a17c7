package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import dev.hskstream.integration.chart.Chart.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, alerts and dashboards in the chart are those of deploy/prometheus and deploy/grafana: they are links, no copies. */
class ChartFilesTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    private final List<JsonNode> objects = Values.EXTREME.objects();

    @Test
    void hasPrometheussRulesAndAlerts() throws IOException {
        List<JsonNode> groups = new ArrayList<>();
        for (String file : List.of("rules.yml", "alerts.yml")) {
            groups.addAll(Chart.list(
                    Chart.yaml(DEPLOY.resolve("prometheus").resolve(file)).path("groups")));
        }
        assertThat(Chart.of("PrometheusRule", objects)).singleElement().satisfies(rule -> assertThat(
                        Chart.list(rule.at("/spec/groups")))
                .isEqualTo(groups));
    }

    @Test
    void hasGrafanasDashboards() throws IOException {
        JsonNode dashboards = Chart.of("ConfigMap", objects).get(0);
        assertThat(dashboards.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        Map<String, JsonNode> expected = new TreeMap<>();
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana").resolve("dashboards"))) {
            for (Path file : files.toList()) {
                expected.put("hsk-" + file.getFileName(), new ObjectMapper().readTree(file.toFile()));
            }
        }
        Map<String, JsonNode> shown = new TreeMap<>();
        for (var entry : dashboards.path("data").properties()) {
            shown.put(
                    entry.getKey(), new ObjectMapper().readTree(entry.getValue().asText()));
        }
        assertThat(shown).isEqualTo(expected);
    }

    /** Jobs of the scrape configuration, which rules and dashboards use. */
    @Test
    void scrapesUnderTheNamesThatRulesAndDashboardsUse() throws IOException {
        List<String> jobs = Chart.yaml(DEPLOY.resolve("prometheus").resolve("prometheus.yml"))
                .findValuesAsText("job_name");
        assertThat(Chart.of("ServiceMonitor", objects).get(0).findValuesAsText("replacement"))
                .isSubsetOf(jobs);
        JsonNode pods = Chart.of("PodMonitor", objects).get(0);
        String name = pods.findValuesAsText("replacement").get(0);
        assertThat(Chart.texts(pods.at("/spec/selector/matchExpressions/0/values")))
                .allMatch(component -> jobs.contains(name.replace("$1", component)));
    }

    @Test
    void aPackageHasTheFilesThemselves(@TempDir Path directory) throws IOException {
        new Helm(Chart.DIRECTORY).packageIt().withDestination(directory).call();
        try (Stream<Path> files = Files.list(directory)) {
            Path archive = files.findFirst().orElseThrow();
            String rendered = new Helm(archive)
                    .template()
                    .withName("release")
                    .withKubeVersion(Chart.KUBERNETES)
                    .withValuesFile(Path.of("src", "test", "resources", "chart", "extreme.yaml"))
                    .call();
            assertThat(rendered).contains("alert: HskMonitorDown", "hsk-operators.json");
        }
    }
}
