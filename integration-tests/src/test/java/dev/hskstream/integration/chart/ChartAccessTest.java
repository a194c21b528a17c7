package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.chart.Chart.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What pods get to know, who reaches them, and what keeps them from being evicted. */
class ChartAccessTest {
    private static final String COMPONENT = "/labels/app.kubernetes.io~1component";

    private final List<JsonNode> objects = Values.EXTREME.objects();

    @Test
    void eachCommandHasTheSecretOfItsOwnOrThatOfAll() {
        Map<String, String> secrets = new TreeMap<>();
        for (JsonNode object : objects) {
            Chart.list(object.at("/spec/template/spec/volumes")).stream()
                    .filter(volume -> volume.path("name").asText().equals("kafka"))
                    .forEach(volume -> secrets.put(
                            object.at("/spec/template/metadata" + COMPONENT).asText(),
                            volume.at("/secret/secretName").asText()));
        }
        assertThat(secrets)
                .isEqualTo(Map.of(
                        "loader", "loader",
                        "producer", "everyone",
                        "sealer", "everyone",
                        "trainer", "trainer",
                        "monitor", "everyone"));
    }

    @Test
    void aFileNamedOnTheCommandLineIsMounted() {
        for (JsonNode pod : Chart.pods(objects)) {
            for (JsonNode container : Chart.containers(pod)) {
                List<String> mounts = Chart.list(container.path("volumeMounts")).stream()
                        .map(mount -> mount.path("mountPath").asText())
                        .toList();
                Chart.texts(container.path("args")).stream()
                        .filter(argument -> argument.contains("=/"))
                        .map(argument -> argument.substring(argument.indexOf('=') + 1))
                        .forEach(path -> assertThat(mounts).as(path).anyMatch(mount -> path.startsWith(mount + "/")));
            }
        }
    }

    @Test
    void theServiceAndTheMonitorOfPrometheusFindTheDashboard() {
        JsonNode pod = Chart.of("Deployment", objects).get(0).at("/spec/template");
        JsonNode service = Chart.of("Service", objects).get(0);
        assertThat(pod.at("/metadata/labels").properties())
                .containsAll(service.at("/spec/selector").properties());
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(pod.at("/spec/containers/0/ports/0/name"));
        JsonNode scraped = Chart.of("ServiceMonitor", objects).get(0);
        assertThat(service.at("/metadata/labels").properties())
                .containsAll(scraped.at("/spec/selector/matchLabels").properties());
        assertThat(scraped.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
        assertThat(scraped.at("/spec/endpoints/0/authorization/credentials").toString())
                .isEqualTo("{\"name\":\"token\",\"key\":\"word\"}");
    }

    @Test
    void nothingIsReachedButTheDashboardAndMetrics() {
        JsonNode policy = Chart.of("NetworkPolicy", Values.DEFAULT.objects()).get(0);
        assertThat(Chart.texts(policy.at("/spec/policyTypes"))).containsExactly("Ingress");
        JsonNode restricted = Chart.of("NetworkPolicy", objects).get(0);
        assertThat(Chart.texts(restricted.at("/spec/policyTypes"))).containsExactly("Ingress", "Egress");
        for (JsonNode each : List.of(policy, restricted)) {
            assertThat(each.at("/spec/ingress")).hasSize(1);
            assertThat(each.at("/spec/ingress/0/ports").findValuesAsText("port"))
                    .containsExactly("http", "metrics");
        }
        assertThat(restricted.at("/spec/egress").findValuesAsText("port")).containsExactly("53", "53", "9093");
    }

    /** Kubernetes knows no number of replicas for pods of Jobs, so only a fixed number may be demanded of them. */
    @Test
    void budgetsForJobsDemandAllOfTheirPods() {
        Map<String, String> budgets = new TreeMap<>();
        for (JsonNode budget : Chart.of("PodDisruptionBudget", objects)) {
            budgets.put(
                    budget.at("/metadata" + COMPONENT).asText(),
                    budget.at("/spec/minAvailable").asText("-") + " "
                            + budget.at("/spec/maxUnavailable").asText("-"));
        }
        assertThat(budgets).isEqualTo(Map.of("monitor", "- 1", "producer", "10002 -", "trainer", "4 -"));
    }
}
