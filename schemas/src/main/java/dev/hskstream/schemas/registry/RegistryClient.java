package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A client for the REST API of Confluent's Schema Registry, configured with Confluent's property names. Thread-safe.
 * Registered schemas never change, so ids and schemas are cached without limit. The cache's key is the schema's JSON,
 * because {@link Schema#equals} ignores {@code doc}.
 *
 * <p>Every method throws a {@link RegistryException} if the registry refuses the request or does not answer.
 */
public final class RegistryClient {
    private final RegistryHttp http;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, String json) {}

    /**
     * Creates a client for the registry that the properties name.
     *
     * @throws IllegalArgumentException if there is no URL or a property is malformed
     */
    public RegistryClient(Map<String, ?> confluentStyleConfig) {
        http = new RegistryHttp(confluentStyleConfig);
    }

    /** Throws IllegalArgumentException if the text is not a comma-separated list of http or https URLs; the message leaves the text out. */
    public static void requireUrls(String urls) {
        RegistryConfig.urls(urls);
    }

    /** Registers the schema under the subject unless it is registered already, and returns its id. */
    public int register(String subject, Schema schema) {
        return cached(subject, schema, "/subjects/" + encoded(subject) + "/versions");
    }

    /**
     * The id of a schema that is registered under the subject. Throws a {@link RegistryException} with status 404 if it
     * is not.
     */
    public int lookup(String subject, Schema schema) {
        return cached(subject, schema, "/subjects/" + encoded(subject));
    }

    /**
     * Registers a schema as {@link #register} does, and sets the subject's level to FULL_TRANSITIVE when it is the
     * subject's first. A level that was set for the subject before is kept.
     */
    public int registerGuarded(String subject, Schema schema) {
        try {
            return lookup(subject, schema);
        } catch (RegistryException e) {
            if (!e.notFound()) {
                throw e;
            }
        }
        boolean guarded = guard(subject);
        int id = register(subject, schema);
        if (!guarded) {
            setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
        }
        return id;
    }

    /** Returns false if the registry allows levels only for subjects that have a schema. */
    private boolean guard(String subject) {
        try {
            http.get("/config/" + encoded(subject));
            return true;
        } catch (RegistryException e) {
            if (!e.notFound()) {
                throw e;
            }
        }
        try {
            setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);
            return true;
        } catch (RegistryException e) {
            if (!e.notFound()) {
                throw e;
            }
            return false;
        }
    }

    /** The schema with this id. */
    public Schema schema(int id) {
        return schemas.computeIfAbsent(id, i -> parsed(http.get("/schemas/ids/" + i)));
    }

    /** The subject's latest schema, not cached. */
    public RegisteredSchema latest(String subject) {
        JsonNode found = http.get("/subjects/" + encoded(subject) + "/versions/latest");
        return new RegisteredSchema(integer(found, "id"), integer(found, "version"), parsed(found));
    }

    /** Whether the schema may be registered next, by the subject's compatibility level; true for an unknown subject. */
    public boolean compatible(String subject, Schema schema) {
        try {
            return http.send(
                            "POST",
                            "/compatibility/subjects/" + encoded(subject) + "/versions",
                            "schema",
                            schema.toString())
                    .path("is_compatible")
                    .asBoolean();
        } catch (RegistryException e) {
            if (e.notFound()) {
                return true;
            }
            throw e;
        }
    }

    /** The subject's own level, or the registry's default level. */
    public CompatibilityLevel compatibility(String subject) {
        JsonNode found;
        try {
            found = http.get("/config/" + encoded(subject));
        } catch (RegistryException e) {
            if (!e.notFound()) {
                throw e;
            }
            found = http.get("/config");
        }
        return CompatibilityLevel.valueOf(found.path("compatibilityLevel").asText());
    }

    /** Sets the subject's compatibility level. */
    public void setCompatibility(String subject, CompatibilityLevel level) {
        http.send("PUT", "/config/" + encoded(subject), "compatibility", level.name());
    }

    /** The registry's URLs, without user and password. */
    public String where() {
        return http.where();
    }

    /** Sends a request that every registry answers. It is not retried if nothing answers. */
    public void ping() {
        try {
            http.ask("/schemas/types");
        } catch (RegistryException e) {
            if (!e.notFound()) {
                throw e;
            }
        }
    }

    private int cached(String subject, Schema schema, String path) {
        SubjectSchema key = new SubjectSchema(subject, schema.toString());
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = integer(http.send("POST", path, "schema", key.json()), "id");
        ids.put(key, id);
        return id;
    }

    private static int integer(JsonNode answer, String name) {
        JsonNode value = answer.path(name);
        if (!value.canConvertToInt()) {
            throw new RegistryException(
                    "the schema registry's answer has no integer \"" + name + "\"; check --registry-url", 200, 0, null);
        }
        return value.intValue();
    }

    private static Schema parsed(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryException(
                    "the registry holds it as a schema of type " + type + ", not AVRO", 200, 0, null);
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new RegistryException(
                    "the schema registry's answer holds no Avro schema: " + e.getMessage(), 200, 0, e);
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
