package dev.hskstream.console;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.ClientProperties;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for connecting to Kafka and the registry: a mixin for every command that does. An option overrides the
 * property file, which overrides the default.
 */
public final class ConnectionOptions implements TextForms {
    static final String DEFAULT_BOOTSTRAP_SERVERS = "127.0.0.1:19092";
    static final String DEFAULT_REGISTRY_URL = "http://127.0.0.1:18081";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka brokers (default: " + DEFAULT_BOOTSTRAP_SERVERS + ").")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry-url",
            paramLabel = "URL,...",
            description = "The schema registry (default: " + DEFAULT_REGISTRY_URL + ").")
    private @Nullable String registryUrl;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka clients (TLS, SASL, OAuth, ...).")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description = "Properties for the registry client (basic.auth.user.info, ...).")
    private @Nullable Path registryConfig;

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of(
                "--bootstrap-servers", KafkaConnection::requireServers,
                "--registry-url", ConnectionOptions::requireRegistry);
    }

    /** The message leaves out the text, which may contain a password. */
    private static void requireRegistry(String urls) {
        try {
            RegistryClient.requireUrls(urls);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--registry-url: " + e.getMessage());
        }
    }

    /**
     * The connection that the options describe, without opening it.
     *
     * @throws UserException if a property file cannot be read, has an unknown registry property or a value that Kafka
     *     refuses
     */
    public KafkaConnection connection() {
        Map<String, String> kafka = properties(kafkaConfig);
        checkKafka(kafka);
        Map<String, String> registry = properties(registryConfig);
        if (!kafka.containsKey("value.serializer") && !kafka.containsKey("value.deserializer")) {
            // A serializer of the user's own may take further ones.
            RegistryProperties.check(registry);
        }
        return new KafkaConnection(
                chosen(bootstrapServers, kafka.get("bootstrap.servers"), DEFAULT_BOOTSTRAP_SERVERS),
                chosen(registryUrl, registry.get("schema.registry.url"), DEFAULT_REGISTRY_URL),
                kafka,
                registry,
                Terminal.get());
    }

    private void checkKafka(Map<String, String> kafka) {
        try {
            ClientProperties.check(kafka).forEach(line -> Terminal.get().notice(kafkaConfig + ": " + line));
        } catch (UserException e) {
            throw new UserException(kafkaConfig + ": " + e.getMessage(), e);
        }
    }

    /** The connection, after checking that broker and registry answer. Throws within seconds if they do not. */
    public KafkaConnection connect() {
        KafkaConnection connection = connection();
        connection.check(PATIENCE);
        return connection;
    }

    private static Map<String, String> properties(@Nullable Path file) {
        return file == null ? Map.of() : KafkaConnection.readProperties(file);
    }

    private static String chosen(@Nullable String option, @Nullable String property, String otherwise) {
        if (option != null) {
            return option;
        }
        return property != null ? property : otherwise;
    }
}
