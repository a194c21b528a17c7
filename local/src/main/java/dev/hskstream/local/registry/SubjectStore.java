package dev.hskstream.local.registry;

import dev.hskstream.schemas.registry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** The registry's state, which changes only by applying {@link Change}s. Not thread-safe. */
final class SubjectStore {
    private static final String DEFAULT = "";

    /** A subject's registered schema. Schemas are compared by their JSON, because {@link Schema#equals} ignores doc. */
    record Version(String subject, int version, int id, Schema schema) {
        String json() {
            return schema.toString();
        }
    }

    private final NavigableMap<String, List<Version>> subjects = new TreeMap<>();
    private final Map<Integer, Schema> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>(Map.of(DEFAULT, CompatibilityLevel.BACKWARD));

    void apply(Change change) {
        if (change instanceof Change.LevelSet set) {
            levels.put(set.subject(), set.level());
        } else if (change instanceof Change.Registered registered) {
            Schema schema = new Schema.Parser().parse(registered.schema());
            List<Version> versions = subjects.computeIfAbsent(registered.subject(), s -> new ArrayList<>());
            versions.add(new Version(registered.subject(), versions.size() + 1, registered.id(), schema));
            schemas.put(registered.id(), schema);
            ids.put(schema.toString(), registered.id());
        }
    }

    /** The change that registers a schema; empty if it is registered under the subject already. */
    Optional<Change> registering(String subject, Schema schema) throws RefusedException {
        if (found(subject, schema).isPresent()) {
            return Optional.empty();
        }
        Optional<String> problem = problem(subject, schema);
        if (problem.isPresent()) {
            throw new RefusedException(
                    40901,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", details: " + problem.get());
        }
        int id = ids.getOrDefault(schema.toString(), schemas.size() + 1);
        return Optional.of(new Change.Registered(subject, id, schema.toString()));
    }

    Optional<Version> found(String subject, Schema schema) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(version -> version.json().equals(schema.toString()))
                .findFirst();
    }

    List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    List<Version> versions(String subject) throws RefusedException {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw new RefusedException(40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    Version version(String subject, String number) throws RefusedException {
        List<Version> versions = versions(subject);
        int at = number.equals("latest") ? versions.size() : Counters.of(number, 42202, "version");
        if (at < 1 || at > versions.size()) {
            throw new RefusedException(40402, "Version " + number + " not found.");
        }
        return versions.get(at - 1);
    }

    Schema schema(int id) throws RefusedException {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new RefusedException(40403, "Schema " + id + " not found");
        }
        return schema;
    }

    /** The reason why a schema cannot be the subject's next version; empty if it can. */
    Optional<String> problem(String subject, Schema schema) {
        List<Version> versions = subjects.getOrDefault(subject, List.of());
        List<Schema> newestFirst = IntStream.range(0, versions.size())
                .mapToObj(i -> versions.get(versions.size() - 1 - i).schema())
                .toList();
        return Compatibility.problem(schema, level(subject), newestFirst);
    }

    /** The subject's own level, or the default level. */
    CompatibilityLevel level(String subject) {
        CompatibilityLevel own = levels.get(subject);
        return own == null ? defaultLevel() : own;
    }

    Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel defaultLevel() {
        return levels.getOrDefault(DEFAULT, CompatibilityLevel.BACKWARD);
    }
}
