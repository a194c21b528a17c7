package dev.hskstream.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.schemas.registry.CompatibilityLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Dispatches the REST requests that the registry supports. */
final class Routes {
    private final SubjectStore store;
    private final ChangeLog log;

    Routes(SubjectStore store, ChangeLog log) {
        this.store = store;
        this.log = log;
    }

    /** Returns the answer, to be written as JSON. */
    synchronized Object answer(String method, List<String> path, JsonNode body) throws RefusedException {
        String root = path.isEmpty() ? "" : path.get(0);
        return switch (root) {
            case "subjects" -> subjects(method, path, body);
            case "schemas" -> schemas(method, path);
            case "compatibility" -> compatibility(method, path, body);
            case "config" -> config(method, path, body);
            case "mode" -> Map.of("mode", "READWRITE");
            default -> throw unknown();
        };
    }

    private Object subjects(String method, List<String> path, JsonNode body) throws RefusedException {
        return switch (method + path.size()) {
            case "GET1" -> store.subjects();
            case "GET3" ->
                store.versions(path.get(1)).stream()
                        .map(SubjectStore.Version::version)
                        .toList();
            case "GET4" -> entry(store.version(path.get(1), path.get(3)));
            case "POST2" -> lookup(path.get(1), schema(body));
            case "POST3" -> register(path.get(1), schema(body));
            default -> throw unknown();
        };
    }

    private Object lookup(String subject, Schema schema) throws RefusedException {
        store.versions(subject);
        Optional<SubjectStore.Version> found = store.found(subject, schema);
        if (found.isEmpty()) {
            throw new RefusedException(40403, "Schema not found");
        }
        return entry(found.get());
    }

    private Object register(String subject, Schema schema) throws RefusedException {
        Optional<Change> change = store.registering(subject, schema);
        change.ifPresent(this::commit);
        return Map.of("id", store.found(subject, schema).orElseThrow().id());
    }

    private Object schemas(String method, List<String> path) throws RefusedException {
        if (!method.equals("GET") || path.size() < 2) {
            throw unknown();
        }
        if (path.size() == 3 && path.get(1).equals("ids")) {
            return Map.of(
                    "schema",
                    store.schema(Counters.of(path.get(2), 42201, "id")).toString());
        }
        if (path.size() == 2 && path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        throw unknown();
    }

    private Object compatibility(String method, List<String> path, JsonNode body) throws RefusedException {
        if (!method.equals("POST") || path.size() < 4 || path.size() > 5) {
            throw unknown();
        }
        String subject = path.get(2);
        Schema schema = schema(body);
        if (path.size() == 4) {
            return Map.of("is_compatible", store.problem(subject, schema).isEmpty());
        }
        List<Schema> one = List.of(store.version(subject, path.get(4)).schema());
        return Map.of(
                "is_compatible",
                Compatibility.problem(schema, store.level(subject), one).isEmpty());
    }

    private Object config(String method, List<String> path, JsonNode body) throws RefusedException {
        String subject = path.size() == 2 ? path.get(1) : "";
        if (method.equals("PUT")) {
            CompatibilityLevel level = level(body);
            commit(new Change.LevelSet(subject, level));
            return Map.of("compatibility", level);
        }
        if (subject.isEmpty()) {
            return Map.of("compatibilityLevel", store.defaultLevel());
        }
        Optional<CompatibilityLevel> own = store.ownLevel(subject);
        if (own.isEmpty()) {
            throw new RefusedException(
                    40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
        }
        return Map.of("compatibilityLevel", own.get());
    }

    private void commit(Change change) {
        log.append(change);
        store.apply(change);
    }

    private static Map<String, Object> entry(SubjectStore.Version version) {
        return Map.of(
                "subject", version.subject(),
                "version", version.version(),
                "id", version.id(),
                "schema", version.json());
    }

    private static CompatibilityLevel level(JsonNode body) throws RefusedException {
        String name = body.path("compatibility").asText();
        return Arrays.stream(CompatibilityLevel.values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        42203,
                        "Invalid compatibility level. Valid values are "
                                + Arrays.toString(CompatibilityLevel.values())));
    }

    private static Schema schema(JsonNode body) throws RefusedException {
        if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw new RefusedException(42201, "Invalid schema: only AVRO is known here");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new RefusedException(42201, "Invalid schema: " + e.getMessage());
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(404, "HTTP 404 Not Found");
    }
}
