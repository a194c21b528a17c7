package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard in a browser, while a student trains. Pictures of the pages are in {@code target/pages}. Left out where
 * there is no Chromium.
 */
@Timeout(300)
class DashboardPagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PICTURES = Path.of("target", "pages");

    private static final Map<String, String> PAGES =
            Map.of("overview", "#/", "sets", "#/sets", "set", "#/set/s", "run", "#/run/s/slow", "lag", "#/lag/s");

    private final Path work;

    DashboardPagesIT(@TempDir Path work) {
        this.work = work;
    }

    @Test
    void showsTheNumbersOfTheApiAccessiblyAndGreysThemOutWhileTheBrokerIsAway() throws Exception {
        Assumptions.assumeTrue(Chromium.executable().isPresent(), "LEFT OUT: there is no Chromium");
        Path directory = work.resolve("kafka");
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0));
        try (DevRegistry registry = DevRegistry.start(directory, 0)) {
            LocalKafka kafka = new LocalKafka(broker, registry);
            SmallSet set = sets(kafka);
            try (HskProcess training = HskProcess.start(slow(set));
                    HskProcess monitor = HskProcess.start(monitor(kafka));
                    Chromium browser = Chromium.start(
                            Chromium.executable().orElseThrow(), Files.createDirectory(work.resolve("profile")))) {
                Poll.until("an address", PATIENCE, () -> monitor.out().contains("\n"));
                String url =
                        new ObjectMapper().readTree(monitor.out()).at("/url").asText();
                browser.look(1400, 900, false);
                browser.open(url);
                Poll.until("the training is seen", PATIENCE, () -> text(browser, ".tile.running .big")
                        .equals("1"));

                everyPageIsAccessible(browser, url);
                numbersAreThoseOfTheApi(browser, url);

                browser.open(url);
                Poll.until(
                        "numbers", PATIENCE, () -> text(browser, ".tile .big").equals("1"));
                broker.close();
                Poll.until("old numbers are grey", PATIENCE, () -> browser.evaluate(
                                "document.body.classList.contains('old') && document.getElementById('alert').textContent !== ''")
                        .asBoolean());
                assertThat(text(browser, ".tile .big")).isEqualTo("1");
                broker = EmbeddedBroker.start(new BrokerConfig(directory, port(kafka)));
                Poll.until("numbers are new", PATIENCE, () -> browser.evaluate(
                                "!document.body.classList.contains('old') && document.getElementById('alert').textContent === ''")
                        .asBoolean());
                assertThat(training.running()).isTrue();
            }
        } finally {
            broker.close();
        }
    }

    private SmallSet sets(LocalKafka kafka) throws Exception {
        SmallSet set = SmallSet.prepare(kafka, work, 600);
        set.load("loaded");
        set.load("s");
        set.produce("s");
        set.seal("s");
        set.run(set.train("s", "student", "--cache-dir", work.resolve("cache"))).json();
        return set;
    }

    private void everyPageIsAccessible(Chromium browser, String url) throws Exception {
        String axe = axe();
        Files.createDirectories(PICTURES);
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            for (boolean dark : List.of(false, true)) {
                String name = page.getKey() + (dark ? "-dark" : "-light");
                browser.look(1400, page.getKey().equals("run") ? 1500 : 900, dark);
                browser.open(url + page.getValue());
                Poll.until(name, PATIENCE, () -> browser.evaluate(
                                "document.querySelectorAll('main .card, main table').length > 0"
                                        + " && [...document.querySelectorAll('.plot')].every(plot => plot.firstChild)")
                        .asBoolean());
                browser.evaluate(axe);
                JsonNode violations = browser.evaluate("axe.run().then(found => found.violations.map(violation =>"
                        + " violation.id + ': ' + violation.nodes.map(node => node.html).join(' | ')))");
                Files.write(PICTURES.resolve(name + ".png"), browser.picture());
                assertThat(violations).as(name).isEmpty();
            }
        }
    }

    private void numbersAreThoseOfTheApi(Chromium browser, String url) throws Exception {
        browser.open(url + "#/run/s/student");
        Poll.until("the run", PATIENCE, () -> !text(browser, ".numbers dd").isEmpty());
        JsonNode run = browser.evaluate("fetch('api/v1/runs/s/student').then(answer => answer.json())");
        assertThat(text(browser, ".numbers dd"))
                .isEqualTo(run.at("/step").asText() + " / " + run.at("/steps").asText());
        assertThat(text(browser, ".card .row")).contains("1,200 of 1,200 samples");
        browser.open(url + "#/lag/loaded");
        Poll.until("the lag", PATIENCE, () -> !text(browser, "main td.n").isEmpty());
        assertThat(text(browser, "main td.n")).isEqualTo("600");
        assertThat(text(browser, "main tbody td:nth-child(3)")).isEqualTo("600");
    }

    private static String text(Chromium browser, String selector) throws Exception {
        return browser.evaluate("(document.querySelector('" + selector + "') || {textContent: ''}).textContent")
                .asText();
    }

    private static String axe() throws Exception {
        String resource = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream in = Objects.requireNonNull(DashboardPagesIT.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ";0";
        }
    }

    private List<Object> slow(SmallSet set) {
        List<Object> line = new ArrayList<>(set.train("s", "slow", "--cache-dir", work.resolve("cache")));
        line.set(line.indexOf("--epochs") + 1, 1000);
        return line;
    }

    private static List<Object> monitor(LocalKafka kafka) {
        List<Object> line = new ArrayList<>(List.of("monitor", "--port", 0, "--interval", 1, "--json"));
        line.addAll(kafka.options());
        return line;
    }

    private static int port(LocalKafka kafka) {
        return Integer.parseInt(kafka.broker().bootstrapServers().replaceAll(".*:", ""));
    }
}
