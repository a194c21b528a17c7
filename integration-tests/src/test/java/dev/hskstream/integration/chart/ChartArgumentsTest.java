package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.cli.Hsk;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OptionForms;
import dev.hskstream.integration.chart.Chart.Values;
import dev.hskstream.monitor.Monitor;
import dev.hskstream.producer.Producer;
import dev.hskstream.trainer.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every container's arguments and variables are a command line that the program in its image understands. */
class ChartArgumentsTest {
    private static final Map<String, Class<?>> PROGRAMS = Map.of(
            "hsk", Hsk.class,
            "hsk-producer", Producer.class,
            "hsk-trainer", Trainer.class,
            "hsk-monitor", Monitor.class);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    /** Variables with a meaning of their own. */
    private static final List<String> NO_OPTIONS = List.of("HSK_OPS", "HSK_JAVA_OPTS", "HSK_PROGRESS");

    @ParameterizedTest
    @EnumSource
    void everyCommandLineIsUnderstood(Values values) {
        for (JsonNode pod : Chart.pods(values.objects())) {
            for (JsonNode container : Chart.containers(pod)) {
                CommandSpec command = parse(container);
                Map<String, Consumer<String>> forms = OptionForms.of(command);
                command.options().stream()
                        .filter(option -> option.getValue() != null && forms.containsKey(option.longestName()))
                        .forEach(option -> Objects.requireNonNull(forms.get(option.longestName()))
                                .accept(option.getValue().toString()));
                assertThat(environment(container).keySet())
                        .filteredOn(name -> name.startsWith("HSK_") && !NO_OPTIONS.contains(name))
                        .allMatch(name -> command.findOption(option(name)) != null);
            }
        }
    }

    @Test
    void anOptionThatTheCommandDoesNotHaveIsFound() {
        List<JsonNode> objects = Chart.render(Values.USUAL, "train: {options: {epoch: 3}}");
        JsonNode trainer = Chart.pods(objects).stream()
                .flatMap(pod -> Chart.containers(pod).stream())
                .filter(container -> container.path("name").asText().equals("trainer"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> parse(trainer))
                .isInstanceOf(UnmatchedArgumentException.class)
                .hasMessageContaining("--epoch=3");
    }

    @Test
    void numbersAndTextsArriveAsTheyWereWritten() {
        List<String> arguments = Chart.pods(Values.EXTREME.objects()).stream()
                .flatMap(pod -> Chart.containers(pod).stream())
                .flatMap(container -> Chart.texts(container.path("args")).stream())
                .toList();
        assertThat(arguments)
                .contains("--limit=1000000", "--seed=9007199254740991", "--learning-rate=5e-05", "--joint", "--scores")
                .contains(
                        "--text=the text",
                        "--data=/data/a b",
                        "--worker=team-a-distillation-of-berts-0-$(WORKER_INDEX)")
                .doesNotContain("--no-hsk", "--no-hsk=false", "--regression");
    }

    private static CommandSpec parse(JsonNode container) {
        Class<?> program = Objects.requireNonNull(PROGRAMS.get(image(container)));
        Map<String, String> environment = environment(container);
        String[] arguments = Chart.texts(container.path("args")).stream()
                .map(argument -> VARIABLE.matcher(argument)
                        .replaceAll(found -> Objects.requireNonNull(environment.get(found.group(1)), argument)))
                .toArray(String[]::new);
        return HskCommandLine.of(program, environment)
                .parseArgs(arguments)
                .subcommand()
                .commandSpec();
    }

    private static String image(JsonNode container) {
        return container.path("image").asText().replaceFirst(".*/", "").replaceFirst("[:@].*", "");
    }

    /** A container's variables; those that Kubernetes sets are numbers. */
    private static Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new LinkedHashMap<>();
        Chart.list(container.path("env"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText("2")));
        return environment;
    }

    private static String option(String variable) {
        return "--"
                + variable.substring("HSK_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
