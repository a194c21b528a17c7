package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.monitor.web.Dashboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of a day in a browser, beside 200 others. Left out where there is no Chromium. */
@Timeout(300)
class RunPageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DAY = 24 * 3600 / 5;

    @Test
    void drawsADayBesideTwoHundredOtherRuns(@TempDir Path work) throws Exception {
        Assumptions.assumeTrue(Chromium.executable().isPresent(), "LEFT OUT: there is no Chromium");
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            new ManySets(kafka.connection(), 1, 0).create();
            new ManyRuns(kafka.connection(), "other-", 200, 600).create();
            new ManyRuns(kafka.connection(), "day-", 1, DAY).create();
            try (Dashboard dashboard = Dashboard.start(kafka.connection(), Dashboard.Settings.loopback(0));
                    Chromium browser = Chromium.start(
                            Chromium.executable().orElseThrow(), Files.createDirectory(work.resolve("profile")))) {
                browser.look(1400, 1500, false);
                browser.open(dashboard.url() + "#/run/set-0/day-0");
                Poll.until("the charts", PATIENCE, () -> browser.evaluate(
                                "document.querySelectorAll('figure .plot canvas').length >= 5")
                        .asBoolean());
                JsonNode run = browser.evaluate("fetch('api/v1/runs/set-0/day-0').then(answer => answer.json())");
                JsonNode loss = run.at("/series/loss.loss");
                assertThat(run.at("/step").asLong()).isEqualTo(10L * (DAY - 1));
                // The first report is 10, and a day later the last is 10/17280: no window loses the extremes.
                assertThat(loss.at("/max/0").asDouble()).isEqualTo(10);
                assertThat(loss.at("/min/" + (loss.at("/min").size() - 1)).asDouble())
                        .isEqualTo(10.0 / DAY);
                assertThat(series(browser)).isEqualTo(1 + 3);

                browser.evaluate("[...document.querySelectorAll('.tools button')].find(button =>"
                        + " button.textContent === 'All 200 others').click()");
                Poll.until("all runs are drawn", PATIENCE, () -> series(browser) == 1 + 200 + 3);
                Files.createDirectories(Path.of("target", "pages"));
                Files.write(Path.of("target", "pages", "run-beside-200.png"), browser.picture());
                JsonNode drawn = browser.evaluate("document.querySelector('figure').plot.data.slice(1, 201).map(line =>"
                        + " line.filter(value => value !== null && value !== undefined).length)");
                assertThat(StreamSupport.stream(drawn.spliterator(), false).mapToInt(JsonNode::asInt))
                        .hasSize(200)
                        .allMatch(points -> points > 0);
                assertThat(browser.evaluate("document.querySelector('figure .plot').getAttribute('aria-label')")
                                .asText())
                        .endsWith(" Beside 200 other runs.");
            }
        }
    }

    private static int series(Chromium browser) throws Exception {
        return browser.evaluate("document.querySelector('figure').plot.series.length")
                .asInt();
    }
}
