package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.chart.Chart.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How Jobs wait, fail, go on and are replaced. */
class ChartJobsTest {
    @Test
    void eachStageWaitsForTheOneBeforeIt() {
        Map<String, String> waits = new TreeMap<>();
        for (JsonNode job : Chart.of("Job", Values.USUAL.objects())) {
            List<String> arguments = Chart.texts(job.at("/spec/template/spec/initContainers/0/args"));
            waits.put(component(job), String.join(" ", arguments));
        }
        String connection = "--bootstrap-servers=kafka:9092 --registry-url=http://registry:8081";
        assertThat(waits)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "loader", "",
                        "producer", "sets --set=cola-1 " + connection,
                        "sealer", "lag --set=cola-1 --fail-above=0 " + connection,
                        "trainer", "sets --set=cola-1 --verify " + connection));
    }

    @Test
    void aWorkerHasTheNameOfItsIndex() {
        JsonNode job = job("producer", Values.USUAL);
        assertThat(job.at("/spec/completionMode").asText()).isEqualTo("Indexed");
        assertThat(job.at("/spec/completions")).isEqualTo(job.at("/spec/parallelism"));
        assertThat(Chart.texts(job.at("/spec/template/spec/containers/0/args")))
                .contains("--worker=release-hsk-$(WORKER_INDEX)");
        assertThat(Chart.list(job.at("/spec/template/spec/containers/0/env")))
                .filteredOn(variable -> variable.path("name").asText().equals("WORKER_INDEX"))
                .extracting(
                        variable -> variable.at("/valueFrom/fieldRef/fieldPath").asText())
                .containsExactly("metadata.annotations['batch.kubernetes.io/job-completion-index']");
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceOnWrongUsageAndIgnoresDisruptions(Values values) {
        for (JsonNode job : Chart.of("Job", values.objects())) {
            List<JsonNode> rules = Chart.list(job.at("/spec/podFailurePolicy/rules"));
            assertThat(rules.get(0).path("action").asText()).isEqualTo("FailJob");
            assertThat(Chart.texts(rules.get(0).at("/onExitCodes/values"))).containsExactly("2");
            assertThat(rules.get(1).path("action").asText()).isEqualTo("Ignore");
            assertThat(rules.get(1).at("/onPodConditions/0/type").asText()).isEqualTo("DisruptionTarget");
            // Kubernetes demands both of a Job with such rules.
            assertThat(job.at("/spec/template/spec/restartPolicy").asText()).isEqualTo("Never");
            assertThat(job.at("/spec/podReplacementPolicy").asText()).isEqualTo("Failed");
            List<String> containers = Chart.containers(job.at("/spec/template/spec")).stream()
                    .map(container -> container.path("name").asText())
                    .toList();
            rules.stream()
                    .map(rule -> rule.at("/onExitCodes/containerName"))
                    .filter(JsonNode::isTextual)
                    .forEach(name -> assertThat(containers).contains(name.asText()));
        }
    }

    @Test
    void aStudentKeepsItsVolumeAndItsLogs() {
        List<JsonNode> objects = Values.USUAL.objects();
        assertThat(Chart.of("PersistentVolumeClaim", objects))
                .extracting(claim -> claim.at("/metadata/annotations/helm.sh~1resource-policy")
                        .asText())
                .containsExactly("keep", "keep");
        for (JsonNode job : Chart.of("Job", objects)) {
            assertThat(job.path("spec").has("ttlSecondsAfterFinished")).isFalse();
        }
        JsonNode trainer = job("trainer", Values.USUAL).at("/spec/template/spec");
        assertThat(trainer.path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(60);
        assertThat(Chart.texts(trainer.at("/containers/0/args")))
                .contains("--out=/work/cola-1/s4", "--cache-dir=/work/sets");
    }

    @Test
    void anUpgradeReplacesTheJobsWhosePodsChangeAndNoVolume() {
        List<JsonNode> before = Values.USUAL.objects();
        List<JsonNode> after = Chart.render(Values.USUAL, "produce: {options: {batch-size: 16}}");
        assertThat(names("Job", before)).isEqualTo(names("Job", Values.USUAL.objects()));
        assertThat(names("PersistentVolumeClaim", before)).isEqualTo(names("PersistentVolumeClaim", after));
        Map<String, String> jobs = names("Job", before);
        Map<String, String> changed = names("Job", after);
        assertThat(changed).hasSameSizeAs(jobs);
        assertThat(changed.get("producer")).isNotEqualTo(jobs.get("producer"));
        changed.remove("producer");
        assertThat(jobs).containsAllEntriesOf(changed);
    }

    @Test
    void threadsFollowTheLimitWhereverThePodRuns() {
        List<JsonNode> threads = Chart.of("Job", Values.EXTREME.objects()).stream()
                .filter(job -> List.of("producer", "trainer").contains(component(job)))
                .map(job -> Chart.list(job.at("/spec/template/spec/containers/0/env")).stream()
                        .filter(variable -> variable.path("name").asText().equals("HSK_THREADS"))
                        .findFirst()
                        .orElseThrow())
                .toList();
        assertThat(threads)
                .filteredOn(variable -> variable.path("value").asText().equals("7"))
                .hasSize(1);
        assertThat(threads)
                .filteredOn(variable -> variable.at("/valueFrom/resourceFieldRef/resource")
                        .asText()
                        .equals("limits.cpu"))
                .hasSize(threads.size() - 1);
    }

    private static Map<String, String> names(String kind, List<JsonNode> objects) {
        return Chart.of(kind, objects).stream()
                .collect(Collectors.toMap(ChartJobsTest::key, Chart::name, (one, other) -> one + other, TreeMap::new));
    }

    private static String key(JsonNode object) {
        return component(object)
                + object.at("/metadata/labels/hskstream.dev~1student").asText();
    }

    private static String component(JsonNode object) {
        return object.at("/metadata/labels/app.kubernetes.io~1component").asText();
    }

    private static JsonNode job(String component, Values values) {
        return Chart.of("Job", values.objects()).stream()
                .filter(job -> component(job).equals(component))
                .findFirst()
                .orElseThrow();
    }
}
