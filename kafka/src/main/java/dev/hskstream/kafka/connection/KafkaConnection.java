package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.serde.AvroDeserializer;
import dev.hskstream.schemas.serde.AvroSerializer;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where Kafka and the registry are, and the clients' properties. The user's properties win over defaults, but not over
 * what exactly-once reading and writing rests on.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param registryUrl several with commas
 * @param kafkaProperties any Kafka client property: TLS, SASL, OAuth
 * @param registryProperties any property of {@link RegistryClient}
 * @param listener hears of every wait for Kafka
 */
public record KafkaConnection(
        String bootstrapServers,
        String registryUrl,
        Map<String, String> kafkaProperties,
        Map<String, String> registryProperties,
        WorkListener listener) {

    static {
        // Building a record needs the trust too, and whoever builds one holds a connection.
        TrustedPackages.trust();
    }

    /** Copies the maps. */
    public KafkaConnection {
        kafkaProperties = Map.copyOf(kafkaProperties);
        registryProperties = Map.copyOf(registryProperties);
    }

    /** A connection whose waits nobody hears of. */
    public KafkaConnection(
            String bootstrapServers,
            String registryUrl,
            Map<String, String> kafkaProperties,
            Map<String, String> registryProperties) {
        this(bootstrapServers, registryUrl, kafkaProperties, registryProperties, WorkListener.SILENT);
    }

    /** The same connection; this listener hears of its waits. */
    public KafkaConnection heardBy(WorkListener other) {
        return new KafkaConnection(bootstrapServers, registryUrl, kafkaProperties, registryProperties, other);
    }

    /** A connection that needs no further properties. */
    public static KafkaConnection of(String bootstrapServers, String registryUrl) {
        return new KafkaConnection(bootstrapServers, registryUrl, Map.of(), Map.of());
    }

    /** For an admin client. */
    public Map<String, Object> adminProperties() {
        Map<String, Object> properties = new HashMap<>(kafkaProperties);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** For a producer: every replica acknowledges, no duplicates; values are Avro, the key's serializer is for the caller. */
    public Map<String, Object> producerProperties() {
        Map<String, Object> properties =
                withRegistry(AvroSerializer.class, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return properties;
    }

    /** For a consumer: committed records only, from the start; values are Avro, the key's deserializer is for the caller. */
    public Map<String, Object> consumerProperties() {
        Map<String, Object> properties =
                withRegistry(AvroDeserializer.class, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return properties;
    }

    /** Throws IllegalArgumentException if this cannot be {@link #bootstrapServers}; whether they answer is another question. */
    public static void requireServers(String bootstrapServers) {
        ConnectionCheck.servers(bootstrapServers);
    }

    /** A client of the registry. */
    public RegistryClient registry() {
        return new RegistryClient(registryConfig());
    }

    /**
     * Finds out whether both can be reached and let this process in.
     *
     * @param timeout for Kafka; the registry has its own properties' time-outs
     * @throws UserException if not; the message says which, why, and what to do
     */
    public void check(Duration timeout) {
        ConnectionCheck.kafka(this, timeout);
        registry().ping();
    }

    /**
     * Reads a {@code .properties} file.
     *
     * @throws UserException if there is no such file, or it is malformed
     */
    public static Map<String, String> readProperties(Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (NoSuchFileException e) {
            throw new UserException(file + ": there is no such properties file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(file + ": not a properties file: " + e.getMessage(), e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }

    private Map<String, Object> withRegistry(Class<?> serde, String property) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(property, serde);
        // Not read here: it lets users name Confluent's own deserializer instead.
        properties.put("specific.avro.reader", "true");
        properties.putAll(adminProperties());
        properties.putAll(registryConfig());
        return properties;
    }

    private Map<String, String> registryConfig() {
        Map<String, String> config = new HashMap<>(registryProperties);
        config.put("schema.registry.url", registryUrl);
        return config;
    }

    /** Names of properties, never their values: some are passwords. */
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + ", " + registryUrl.replaceAll("//[^/@,]*@", "//***@") + ", "
                + new TreeMap<>(kafkaProperties).keySet() + ", " + new TreeMap<>(registryProperties).keySet() + "]";
    }
}
