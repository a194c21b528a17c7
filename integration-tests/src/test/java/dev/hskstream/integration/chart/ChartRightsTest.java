package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.AclTable;
import dev.hskstream.integration.AclTable.Right;
import dev.hskstream.integration.chart.Chart.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users that the chart makes have exactly the rights that the README lists for the commands in their pods. */
class ChartRightsTest {
    private static final String PREFIX = "team-a-distillation-of-berts-0-";

    private final List<JsonNode> objects = Values.EXTREME.objects();

    @ParameterizedTest
    @CsvSource({"load, loader", "produce, producer", "seal, sealer", "train, trainer", "monitor, monitor"})
    void aUserHasTheRightsOfItsPods(String user, String component) throws IOException {
        AclTable table = AclTable.read();
        Set<String> expected = new TreeSet<>();
        objects.stream()
                .filter(object -> object.at("/spec/template/metadata/labels/app.kubernetes.io~1component")
                        .asText()
                        .equals(component))
                .flatMap(object -> Chart.containers(object.at("/spec/template/spec")).stream())
                .flatMap(container -> rights(table, Chart.texts(container.path("args"))))
                .forEach(expected::add);
        assertThat(expected).isNotEmpty();
        assertThat(granted(PREFIX + user)).isEqualTo(expected);
    }

    @Test
    void thereAreNoOtherUsers() {
        assertThat(Chart.of("KafkaUser", objects)).extracting(Chart::name).hasSize(5);
    }

    private Stream<String> rights(AclTable table, List<String> arguments) {
        String command = arguments.get(0);
        if (command.equals("monitor")) {
            return students().keySet().stream()
                    .flatMap(set -> Stream.concat(
                            instances(table.of("lag"), set, students().getOrDefault(set, Set.of())),
                            instances(table.of("monitor --statistics"), set, Set.of())));
        }
        String set = option(arguments, "--set");
        Set<String> students = command.equals("train")
                ? Set.of(option(arguments, "--name"))
                : students().getOrDefault(set, Set.of());
        String row = arguments.contains("--verify") ? command + " --verify" : command;
        return instances(table.of(row), set, students);
    }

    private static Stream<String> instances(List<Right> rights, String set, Set<String> students) {
        return rights.stream().flatMap(right -> {
            String name = right.name().replace("SET", set);
            Stream<String> names = name.contains("NAME")
                    ? students.stream().map(student -> name.replace("NAME", student))
                    : Stream.of(name);
            return names.map(each -> text(right.resource(), each, right.operation()));
        });
    }

    private static String text(String resource, String name, String operation) {
        return resource.replace("transactional id", "transactionalId") + " " + name + " " + operation;
    }

    /** Names of all sets that pods work on, with their students. */
    private Map<String, Set<String>> students() {
        Map<String, Set<String>> students = new TreeMap<>();
        for (JsonNode job : Chart.of("Job", objects)) {
            JsonNode labels = job.at("/metadata/labels");
            Set<String> known =
                    students.computeIfAbsent(labels.path("hskstream.dev/set").asText(), set -> new TreeSet<>());
            if (labels.has("hskstream.dev/student")) {
                known.add(labels.path("hskstream.dev/student").asText());
            }
        }
        return students;
    }

    private Set<String> granted(String user) {
        Set<String> granted = new TreeSet<>();
        for (JsonNode object : Chart.of("KafkaUser", objects)) {
            if (Chart.name(object).equals(user)) {
                for (JsonNode acl : object.at("/spec/authorization/acls")) {
                    JsonNode resource = acl.path("resource");
                    String name = resource.path("name").asText("kafka-cluster")
                            + (resource.path("patternType").asText().equals("prefix") ? "*" : "");
                    Chart.texts(acl.path("operations"))
                            .forEach(operation ->
                                    granted.add(text(resource.path("type").asText(), name, operation)));
                }
            }
        }
        return granted;
    }

    private static String option(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
