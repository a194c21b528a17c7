package dev.hskstream.schemas.registry;

import dev.hskstream.base.EditDistance;
import dev.hskstream.base.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks the names of the registry client's properties. Confluent's client ignores names that it does not know, so a
 * misspelt login or store would be missing silently; here an unknown name is refused.
 */
public final class RegistryProperties {
    private static final List<String> FLAGS =
            List.of("auto.register.schemas", "use.latest.version", "specific.avro.reader");

    private static final List<String> KNOWN = Stream.concat(
                    FLAGS.stream(),
                    Stream.of(
                            RegistryConfig.URL,
                            "basic.auth.user.info",
                            "schema.registry.basic.auth.user.info",
                            "bearer.auth.token",
                            "max.retries",
                            "retries.wait.ms",
                            "retries.max.wait.ms",
                            "http.connect.timeout.ms",
                            "http.read.timeout.ms",
                            RegistryTls.PREFIX + "truststore.location",
                            RegistryTls.PREFIX + "truststore.password",
                            RegistryTls.PREFIX + "truststore.type",
                            RegistryTls.PREFIX + "keystore.location",
                            RegistryTls.PREFIX + "keystore.password",
                            RegistryTls.PREFIX + "keystore.type",
                            RegistryTls.PREFIX + "key.password"))
            .toList();

    /** Properties that select the kind of login, with the values that are supported. */
    private static final Map<String, List<String>> SOURCES = Map.of(
            "basic.auth.credentials.source", List.of("USER_INFO", "URL"),
            "bearer.auth.credentials.source", List.of("STATIC_TOKEN"));

    private RegistryProperties() {}

    /** Whether the registry client has a property of this name. */
    public static boolean isKnown(String name) {
        return KNOWN.contains(name) || SOURCES.containsKey(name);
    }

    /**
     * Checks all names and the values of flags. Numbers and files are checked when they are read.
     *
     * @throws UserException naming the first property, in alphabetical order, that would have no effect
     */
    public static void check(Map<String, String> properties) {
        for (String name : new TreeSet<>(properties.keySet())) {
            String value = String.valueOf(properties.get(name)).strip();
            if (FLAGS.contains(name) && !value.matches("(?i)true|false")) {
                throw new UserException("registry property " + name + " = " + value + " is neither true nor false");
            }
            List<String> sources = SOURCES.get(name);
            if (sources != null) {
                requireSource(name, value, sources);
            } else if (!KNOWN.contains(name)) {
                throw new UserException("registry property " + name + " is not known; is " + nearest(name)
                        + " meant? Correct it in --registry-config or leave it out");
            }
        }
    }

    private static void requireSource(String name, String value, List<String> supported) {
        if (!supported.contains(value)) {
            throw new UserException("registry property " + name + " = " + value + " is not supported, only "
                    + String.join(" and ", supported));
        }
    }

    private static String nearest(String name) {
        return KNOWN.stream()
                .min(Comparator.comparingInt(known -> Math.min(
                        EditDistance.between(name, known),
                        EditDistance.between(name, known.replace("schema.registry.", "")) + 1)))
                .orElseThrow();
    }
}
