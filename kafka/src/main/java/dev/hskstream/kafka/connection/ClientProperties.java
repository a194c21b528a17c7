package dev.hskstream.kafka.connection;

import dev.hskstream.base.EditDistance;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import dev.hskstream.schemas.registry.RegistryProperties;
import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.metrics.JmxReporter;

/**
 * Checks a user's properties for Kafka's clients before any client is created. Kafka's own errors often name neither the
 * property nor its value, and come only when the client in question is created, which may be after much work.
 */
public final class ClientProperties {
    private static final List<ConfigDef> DEFINITIONS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef());

    /** Kafka's metrics reporter for JMX, which is on by default, has two properties outside those definitions. */
    private static final Set<String> NAMES = Stream.concat(
                    DEFINITIONS.stream().flatMap(definition -> definition.names().stream()),
                    Stream.of(JmxReporter.INCLUDE_CONFIG, JmxReporter.EXCLUDE_CONFIG))
            .collect(Collectors.toCollection(TreeSet::new));

    /**
     * Properties that name classes, which may have properties of their own. In Kafka's definitions, those of type CLASS
     * name one; the type of those that name several does not tell.
     */
    private static final Set<String> PLUG_INS = Stream.concat(
                    DEFINITIONS.stream()
                            .flatMap(definition -> definition.configKeys().values().stream())
                            .filter(key -> key.type == ConfigDef.Type.CLASS)
                            .map(key -> key.name),
                    Stream.of(
                            "interceptor.classes",
                            "metric.reporters",
                            "partition.assignment.strategy",
                            "security.providers"))
            .collect(Collectors.toSet());

    /** With it, values may stand elsewhere. */
    private static final String PROVIDERS = "config.providers";

    /** How Kafka begins most of its messages. */
    private static final Pattern REPETITION =
            Pattern.compile("^Invalid value .* for configuration \\S+: ", Pattern.DOTALL);

    private static final List<String> STORES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private ClientProperties() {}

    /**
     * Checks every value, the files of TLS stores, and the combinations of timeouts that Kafka refuses.
     *
     * @return properties without effect, one sentence each: Kafka's clients ignore names that they do not know
     * @throws UserException naming a property, its value and what to do
     */
    public static List<String> check(Map<String, String> properties) {
        if (properties.containsKey(PROVIDERS)) {
            return List.of();
        }
        DEFINITIONS.forEach(definition -> requireValues(definition, properties));
        requireStores(properties);
        ClientTimeouts.check(properties);
        return ignored(properties);
    }

    private static void requireValues(ConfigDef definition, Map<String, String> properties) {
        for (ConfigValue value : definition.validate(properties)) {
            String given = properties.get(value.name());
            if (given != null && !value.errorMessages().isEmpty()) {
                boolean secret = Objects.requireNonNull(definition.configKeys().get(value.name())).type
                        == ConfigDef.Type.PASSWORD;
                String reason = REPETITION.matcher(value.errorMessages().get(0)).replaceFirst("");
                throw new UserException(
                        value.name() + (secret ? "" : "=" + Quoted.of(given)) + " is not valid: " + reason);
            }
        }
    }

    /** Kafka's own error for such a file names neither the property nor what is wrong with the file. */
    private static void requireStores(Map<String, String> properties) {
        boolean tls = properties
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "")
                .toUpperCase(Locale.ROOT)
                .endsWith("SSL");
        // An engine of the user's own may mean something else by a location.
        if (!tls || properties.containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
            return;
        }
        for (String name : STORES) {
            String given = properties.get(name);
            if (given != null && (new File(given).isDirectory() || !new File(given).canRead())) {
                throw new UserException(name + "=" + Quoted.of(given) + ": there is no file that can be read");
            }
        }
    }

    private static List<String> ignored(Map<String, String> properties) {
        if (PLUG_INS.stream().anyMatch(properties::containsKey)) {
            return List.of();
        }
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(NAMES);
        // Labels for metrics, whose names are free.
        unknown.removeIf(name -> name.startsWith(CommonClientConfigs.METRICS_CONTEXT_PREFIX));
        return unknown.stream().map(ClientProperties::ignored).toList();
    }

    private static String ignored(String name) {
        if (RegistryProperties.isKnown(name)) {
            return name + " is a property of the registry client: put it into --registry-config";
        }
        return name + " is no property of Kafka's clients and has no effect"
                + nearest(name).map(known -> "; is " + known + " meant?").orElse("");
    }

    private static Optional<String> nearest(String name) {
        return NAMES.stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(name, known)))
                .filter(known -> EditDistance.between(name, known) <= Math.max(2, name.length() / 4));
    }
}
