package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.hskstream.integration.chart.Chart.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the chart renders consists of objects that Kubernetes and the operators know. */
class ChartObjectsTest {
    @Test
    void passesHelmsOwnCheck() {
        LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @Test
    void hasTheVersionOfTheProject() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version = Chart.yaml(Chart.DIRECTORY.resolve("Chart.yaml"))
                .path("appVersion")
                .asText();
        assertThat(pom).contains("<artifactId>hsk-stream</artifactId>\n  <version>" + version + "</version>");
    }

    @ParameterizedTest
    @EnumSource
    void everyObjectHasOnlyFieldsThatItsTypeKnows(Values values) {
        for (JsonNode object : values.objects()) {
            assertThat(StrictParser.faults(object)).as(object.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyNameIsAllowedAndItsOwn(Values values) {
        List<String> names = values.objects().stream()
                .map(object -> object.path("kind").asText() + " " + Chart.name(object))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).allMatch(name -> name.matches("[A-Za-z]+ [a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?"));
    }

    @ParameterizedTest
    @EnumSource
    void everyReferenceHasItsObjectAndEveryVolumeItsMount(Values values) {
        List<JsonNode> objects = values.objects();
        List<String> accounts =
                Chart.of("ServiceAccount", objects).stream().map(Chart::name).toList();
        for (JsonNode pod : Chart.pods(objects)) {
            assertThat(accounts).contains(pod.path("serviceAccountName").asText());
            List<String> mounted = Chart.containers(pod).stream()
                    .flatMap(container -> Chart.list(container.path("volumeMounts")).stream())
                    .map(mount -> mount.path("name").asText())
                    .distinct()
                    .toList();
            assertThat(Chart.list(pod.path("volumes")))
                    .extracting(volume -> volume.path("name").asText())
                    .containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    @Test
    void hasEveryKindOfObject() {
        assertThat(Values.EXTREME.objects())
                .extracting(object -> object.path("kind").asText())
                .contains("Job", "Deployment", "Service", "PersistentVolumeClaim", "NetworkPolicy")
                .contains("PodDisruptionBudget", "ServiceMonitor", "PodMonitor", "PrometheusRule", "ConfigMap")
                .contains("KafkaTopic", "KafkaUser", "ServiceAccount");
        assertThat(Values.MINIMAL.objects())
                .extracting(object -> object.path("kind").asText())
                .containsExactlyInAnyOrder("ServiceAccount", "PersistentVolumeClaim", "Job");
    }

    @Test
    void theStrictParserRefusesWhatKubernetesWouldDrop() {
        ObjectNode job = Chart.of("Job", Values.USUAL.objects()).get(0).deepCopy();
        ((ObjectNode) job.at("/spec/template/spec/containers/0")).put("imagePulPolicy", "Always");
        assertThat(StrictParser.faults(job)).singleElement().asString().contains("imagePulPolicy");
        ObjectNode user = Chart.of("KafkaUser", Values.EXTREME.objects()).get(0).deepCopy();
        ((ObjectNode) user.at("/spec/authorization/acls/0"))
                .putArray("operations")
                .add("Reed");
        assertThat(StrictParser.faults(user)).isNotEmpty();
    }
}
