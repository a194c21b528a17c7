package dev.hskstream.integration.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The chart, rendered by Helm. */
public final class Chart {
    static final Path DIRECTORY = Path.of("..", "deploy", "helm", "hsk");

    /** The oldest version of Kubernetes that the chart supports. */
    static final String KUBERNETES = "1.29.0";

    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** Values that the tests render the chart with. */
    public enum Values {
        /** Those of the chart. */
        DEFAULT,
        /** As little as possible. */
        MINIMAL,
        /** The example in the documentation. */
        USUAL,
        /** Everything, and at its limits. */
        EXTREME;

        /** The objects of the chart with these values. */
        public List<JsonNode> objects() {
            return render(this, "{}");
        }

        /** The values in YAML, over those of the chart. */
        String yaml() throws IOException {
            return switch (this) {
                case DEFAULT -> "{}";
                case USUAL -> example(Files.readString(Path.of("..", "docs", "kubernetes.md")));
                case MINIMAL, EXTREME ->
                    Files.readString(
                            Path.of("src", "test", "resources", "chart", name().toLowerCase(Locale.ROOT) + ".yaml"));
            };
        }

        private static String example(String document) {
            String block = "```yaml\n# values.yaml\n";
            int start = document.indexOf(block) + block.length();
            return document.substring(start, document.indexOf("```", start));
        }
    }

    /** Returns the objects of the chart with values in YAML over others; throws with Helm's message if it refuses. */
    public static List<JsonNode> render(Values base, String yaml) {
        try {
            Path directory = Files.createTempDirectory("values");
            Path below = Files.writeString(directory.resolve("below.yaml"), base.yaml());
            Path above = Files.writeString(directory.resolve("above.yaml"), yaml);
            try {
                return documents(new Helm(DIRECTORY)
                        .template()
                        .withName("release")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(below)
                        .withValuesFile(above)
                        .call());
            } finally {
                Files.delete(below);
                Files.delete(above);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    /** The objects of a kind. */
    public static List<JsonNode> of(String kind, List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The specifications of all pods, of Jobs and Deployments. */
    static List<JsonNode> pods(List<JsonNode> objects) {
        return objects.stream()
                .map(object -> object.at("/spec/template/spec"))
                .filter(JsonNode::isObject)
                .toList();
    }

    /** A pod's containers, first those that run before the others. */
    static List<JsonNode> containers(JsonNode pod) {
        return Stream.concat(list(pod.path("initContainers")).stream(), list(pod.path("containers")).stream())
                .toList();
    }

    /** The elements of an array. */
    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The elements of an array of texts. */
    public static List<String> texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    /** The name of an object. */
    public static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static List<JsonNode> documents(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
