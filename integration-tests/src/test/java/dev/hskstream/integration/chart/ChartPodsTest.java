package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.chart.Chart.Values;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of Kubernetes' Pod Security profile <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">restricted</a>, and further ones of our
 * own, on every pod.
 */
class ChartPodsTest {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @ParameterizedTest
    @EnumSource
    void everyPodIsRestricted(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt(1)).isNotZero();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                    .isFalse();
            for (JsonNode volume : Chart.list(pod.path("volumes"))) {
                volume.fieldNames().forEachRemaining(field -> assertThat(field)
                        .matches(kind -> kind.equals("name") || VOLUMES.contains(kind), "an allowed kind of volume"));
            }
            Chart.containers(pod).forEach(ChartPodsTest::requireRestricted);
        }
    }

    private static void requireRestricted(JsonNode container) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(Chart.texts(context.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(context.at("/capabilities").has("add")).isFalse();
        assertThat(context.has("privileged") || context.has("procMount")).isFalse();
        assertThat(container.at("/ports").findValues("hostPort")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyPodWritesOnlyToItsVolumesAndKnowsNoToken(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            for (JsonNode container : Chart.containers(pod)) {
                assertThat(container
                                .at("/securityContext/readOnlyRootFilesystem")
                                .asBoolean())
                        .isTrue();
                for (JsonNode mount : Chart.list(container.path("volumeMounts"))) {
                    assertThat(mount.path("readOnly").asBoolean()
                                    || Set.of("tmp", "work")
                                            .contains(mount.path("name").asText()))
                            .as(mount.toString())
                            .isTrue();
                }
            }
        }
        for (JsonNode account : Chart.of("ServiceAccount", values.objects())) {
            assertThat(account.path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        }
    }

    /** A Service named hsk would otherwise set HSK_PORT, which is an option. */
    @ParameterizedTest
    @EnumSource
    void noServiceSetsOptionsOfAPod(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyContainerHasLimitsAndItsOwnImage(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            for (JsonNode container : Chart.containers(pod)) {
                assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                assertThat(container.path("image").asText())
                        .matches("(registry.example.org(:5000)?/team/)?hsk(-producer|-trainer|-monitor)?[:@].+");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatServesMetricsIsProbed(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            for (JsonNode container : Chart.list(pod.path("containers"))) {
                String port = container.at("/ports/0/name").asText();
                boolean serves = Chart.texts(container.path("args")).stream()
                        .anyMatch(argument -> argument.matches("--(metrics-)?port=.*"));
                assertThat(container.has("ports")).isEqualTo(serves);
                assertThat(container.at("/livenessProbe/httpGet/port").asText()).isEqualTo(port);
                assertThat(container.at("/readinessProbe/httpGet/port").asText())
                        .isEqualTo(port);
            }
        }
    }
}
