package dev.hskstream.integration.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.chart.Chart.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's values: wrong ones are refused by name, and values.yaml has and explains them all. */
class ChartValuesTest {
    private static final Pattern KEY = Pattern.compile(" *([A-Za-z]+):.*");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    replicas: 2                                                 | replicas
                    monitor: {replicas: two}                                    | monitor/replicas
                    monitor: {replicas: -1}                                     | monitor/replicas
                    monitor: {options: {host: 0.0.0.0}}                         | monitor/options/host
                    monitor: {port: 80}                                         | monitor/port
                    image: {pullPolicy: Sometimes}                              | image/pullPolicy
                    image: {tag: "a b"}                                         | image/tag
                    kafka: {secrets: {lag: x}}                                  | lag
                    kafka: {secret: Not_A_Name}                                 | kafka/secret
                    produce: {workers: 0}                                       | produce/workers
                    produce: {gpus: 2}                                          | produce/gpus
                    produce: {teacher: teacher}                                 | produce/teacher
                    produce: {options: {worker: w}}                             | produce/options/worker
                    produce: {resources: {limit: {cpu: 1}}}                     | limit
                    produce: {tmpSize: many}                                    | produce/tmpSize
                    train: {options: {follow: true}}                            | train/options/follow
                    train: {options: {restart: true}}                           | train/options/restart
                    produce: {options: {again: true}}                           | produce/options/again
                    train: {options: {--epochs: 3}}                             | train/options
                    train: {storage: {accessModes: [ReadOnlyMany]}}             | train/storage/accessModes/0
                    sets: [{name: Cola}]                                        | sets/0/name
                    sets: [{name: a.b}]                                         | sets/0/name
                    sets: [{load: {task: cola}}]                                | name
                    sets: [{name: a, produce: {worker: 2}}]                     | worker
                    students: [{name: s4}]                                      | set
                    students: [{name: s 4, set: a}]                             | students/0/name
                    students: [{name: s4, set: a, epochs: 3}]                   | epochs
                    strimzi: {users: {authentication: scram}}                   | strimzi/users/authentication
                    networkPolicy: {enabled: "yes"}                             | networkPolicy/enabled
                    """)
    void refusesAWrongValueByName(String values, String place) {
        assertThatThrownBy(() -> Chart.render(Values.DEFAULT, values)).hasMessageContaining(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sets: [{name: a, load: {data: /d}}]                                 | sets: a: load.task is missing
                    sets: [{name: a, load: {task: cola}}]                               | sets: a: load.data is missing
                    sets: [{name: a, load: {enabled: false}}]                           | sets: a: produce.teacher is missing
                    students: [{name: s4, set: a}]                                      | students: s4 of set a: student is missing
                    train: {student: "layers:4"}, students: [{name: s, set: a}, {name: s, set: a}] | students: s of set a occurs 2 times
                    strimzi: {users: {enabled: true}}, students: [{name: s, set: a, student: "layers:4"}] | strimzi.cluster is missing
                    """)
    void namesAMissingValue(String values, String message) {
        assertThatThrownBy(() -> Chart.render(Values.DEFAULT, "{" + values + "}"))
                .hasMessageContaining(message);
    }

    @Test
    void hasEveryValueThatTheSchemaAllows() throws IOException {
        JsonNode schema = Chart.yaml(Chart.DIRECTORY.resolve("values.schema.json"));
        List<String> missing = new ArrayList<>();
        compare(schema, schema, Chart.yaml(Chart.DIRECTORY.resolve("values.yaml")), "", missing);
        assertThat(missing).containsExactly("/global");
    }

    private static void compare(JsonNode root, JsonNode schema, JsonNode values, String path, List<String> missing) {
        JsonNode here =
                schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
        here.path("properties").properties().forEach(property -> {
            String place = path + "/" + property.getKey();
            // An option that the schema forbids is no value.
            boolean forbidden = property.getValue().isBoolean();
            if (!values.has(property.getKey()) && !forbidden) {
                missing.add(place);
            } else if (values.path(property.getKey()).isObject()) {
                compare(root, property.getValue(), values.path(property.getKey()), place, missing);
            }
        });
    }

    /** Where a value occurs first it is explained; sections that follow have the same ones. */
    @Test
    void explainsEveryValue() throws IOException {
        Set<String> explained = new TreeSet<>(Set.of("requests", "limits"));
        List<String> unexplained = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml"))) {
            Matcher key = KEY.matcher(line);
            if (key.matches() && explained.add(key.group(1)) && !before.strip().startsWith("#")) {
                unexplained.add(key.group(1));
            }
            before = line;
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void whatASetOrStudentSaysGoesBeforeTheSection() {
        List<JsonNode> jobs = Chart.of(
                "Job",
                Chart.render(
                        Values.USUAL,
                        """
                        produce: {workers: 5, options: {batch-size: 8}, gracePeriodSeconds: 99}
                        sets:
                          - name: a
                            load: {enabled: false}
                            seal: {enabled: false}
                            produce: {teacher: /data/t, wait: false, gracePeriodSeconds: 0, options: {max-length: 64}}
                        students: []
                        """));
        assertThat(jobs).hasSize(1);
        JsonNode pod = jobs.get(0).at("/spec/template/spec");
        assertThat(jobs.get(0).at("/spec/completions").asInt()).isEqualTo(5);
        assertThat(pod.has("initContainers")).isFalse();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt(1)).isZero();
        assertThat(Chart.texts(pod.at("/containers/0/args"))).contains("--batch-size=8", "--max-length=64");
        assertThat(Path.of(Chart.texts(pod.at("/containers/0/args")).get(2))).hasFileName("t");
    }
}
