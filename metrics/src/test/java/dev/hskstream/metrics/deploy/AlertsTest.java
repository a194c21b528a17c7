package dev.hskstream.metrics.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code promtool} does not check; deploy/prometheus/check runs it. */
class AlertsTest {
    private static final Path PROMETHEUS = Path.of("../deploy/prometheus");
    private static final Duration TWO_SCRAPES = Duration.ofSeconds(2 * 15);

    static List<JsonNode> alerts() throws IOException {
        return list(yaml("alerts.yml").at("/groups/0/rules"));
    }

    static List<JsonNode> rules() throws IOException {
        return Stream.concat(alerts().stream(), list(yaml("rules.yml").at("/groups/0/rules")).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void isDescribedAndHasARunbook(JsonNode alert) throws IOException {
        String name = alert.at("/alert").asText();
        assertThat(name).matches("Hsk([A-Z][a-z]+)+");
        assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
        assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
        assertThat(alert.at("/annotations/description").asText()).isNotBlank();
        assertThat(alert.at("/annotations/runbook_url").asText())
                .isEqualTo("docs/alerts.md#" + name.toLowerCase(Locale.ROOT));
        assertThat(Files.readAllLines(Path.of("../docs/alerts.md"))).contains("## " + name);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void needsAtLeastTwoScrapes(JsonNode alert) throws IOException {
        assertThat(yaml("prometheus.yml").at("/global/scrape_interval").asText())
                .isEqualTo(TWO_SCRAPES.dividedBy(2).toSeconds() + "s");
        Duration duration = Duration.parse("PT" + alert.at("/for").asText());
        assertThat(duration).isGreaterThanOrEqualTo(TWO_SCRAPES);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void hasAFiringAndASilentCase(JsonNode alert) throws IOException {
        List<Boolean> fires = new ArrayList<>();
        for (JsonNode test : yaml("tests.yml").at("/tests")) {
            for (JsonNode tested : test.path("alert_rule_test")) {
                if (tested.at("/alertname").equals(alert.at("/alert"))) {
                    fires.add(!tested.at("/exp_alerts").isEmpty());
                }
            }
        }
        assertThat(fires).contains(true, false);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void usesMetricsThatExist(JsonNode rule) throws IOException {
        assertThat(MetricsTable.series())
                .containsAll(MetricsTable.mentioned(rule.at("/expr").asText()));
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(PROMETHEUS.resolve(file).toFile());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
