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
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * The addresses of Kafka and the registry, and the properties of their clients. The user's properties override the
 * defaults, except those on which exactly-once processing depends.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param registryUrl URLs, separated by commas
 * @param kafkaProperties any properties of Kafka clients, such as TLS, SASL or OAuth
 * @param registryProperties any properties of {@link RegistryClient}
 * @param listener is told of every wait for Kafka
 * @param reporting properties for the reporter of the clients' metrics
 */
public record KafkaConnection(
        String bootstrapServers,
        String registryUrl,
        Map<String, String> kafkaProperties,
        Map<String, String> registryProperties,
        WorkListener listener,
        Map<String, Object> reporting) {

    /** How long a call that will be repeated waits for an answer. */
    public static final Duration ATTEMPT = Duration.ofSeconds(10);

    /** Kafka's default. */
    private static final int HEARTBEAT_MILLIS = 3_000;

    static {
        // Creating records needs the trust too, and code that does so has a connection.
        TrustedPackages.trust();
    }

    /** Copies the maps. */
    public KafkaConnection {
        kafkaProperties = Map.copyOf(kafkaProperties);
        registryProperties = Map.copyOf(registryProperties);
        reporting = Map.copyOf(reporting);
    }

    /** Creates a connection whose clients report their metrics to JMX and to the user's own reporters only. */
    public KafkaConnection(
            String bootstrapServers,
            String registryUrl,
            Map<String, String> kafkaProperties,
            Map<String, String> registryProperties,
            WorkListener listener) {
        this(bootstrapServers, registryUrl, kafkaProperties, registryProperties, listener, Map.of());
    }

    /** Creates a connection without a listener. */
    public KafkaConnection(
            String bootstrapServers,
            String registryUrl,
            Map<String, String> kafkaProperties,
            Map<String, String> registryProperties) {
        this(bootstrapServers, registryUrl, kafkaProperties, registryProperties, WorkListener.SILENT);
    }

    /** The same connection with another listener. */
    public KafkaConnection heardBy(WorkListener other) {
        return new KafkaConnection(
                bootstrapServers, registryUrl, kafkaProperties, registryProperties, other, reporting);
    }

    /**
     * The same connection, whose clients report their metrics to one more reporter.
     *
     * @param properties what the reporter finds among a client's properties; if empty, nothing changes
     */
    public KafkaConnection reportingTo(Class<? extends MetricsReporter> reporter, Map<String, Object> properties) {
        if (properties.isEmpty()) {
            return this;
        }
        String others = kafkaProperties.getOrDefault(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, JmxReporter.class.getName());
        Map<String, Object> added = new HashMap<>(properties);
        added.put(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                others.isBlank() ? reporter.getName() : others + "," + reporter.getName());
        return new KafkaConnection(bootstrapServers, registryUrl, kafkaProperties, registryProperties, listener, added);
    }

    /** Creates a connection without further properties. */
    public static KafkaConnection of(String bootstrapServers, String registryUrl) {
        return new KafkaConnection(bootstrapServers, registryUrl, Map.of(), Map.of());
    }

    /** Properties for an admin client. */
    public Map<String, Object> adminProperties() {
        Map<String, Object> properties = new HashMap<>(kafkaProperties);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.putAll(reporting);
        return properties;
    }

    /**
     * Properties for an admin client whose calls are repeated while the brokers do not answer. Each call ends after
     * {@link #ATTEMPT}, unless the user sets a timeout: Kafka's default of one minute would be a long silence.
     */
    public Map<String, Object> attemptProperties() {
        Map<String, Object> properties = adminProperties();
        // Kafka refuses some combinations of the two, so the user's own is not mixed with ours.
        if (!properties.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)
                && !properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            int millis = Math.toIntExact(ATTEMPT.toMillis());
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        }
        return properties;
    }

    /**
     * Properties for an idempotent producer with acknowledgement by all in-sync replicas. Values are Avro; the caller
     * sets the key's serializer.
     */
    public Map<String, Object> producerProperties() {
        Map<String, Object> properties =
                withRegistry(AvroSerializer.class, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // Every producer with transactions has an id of its own.
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        // Two-phase transactions never time out, so one that a killed process left open would stay open.
        properties.remove(ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG);
        return properties;
    }

    /**
     * Properties for a consumer that reads committed records only, from the start. Values are Avro; the caller sets the
     * key's deserializer.
     */
    public Map<String, Object> consumerProperties() {
        Map<String, Object> properties =
                withRegistry(AvroDeserializer.class, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        // Timeouts of sessions and heartbeats exist only in the classic protocol.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
        if (properties.containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
            properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, heartbeat(properties));
        }
        return properties;
    }

    /**
     * Three heartbeats fit into a session timeout that the user shortened. A timeout that is not a number is left to
     * Kafka to refuse.
     */
    private static int heartbeat(Map<String, Object> properties) {
        String session = String.valueOf(properties.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))
                .strip();
        return session.matches("\\d{1,9}")
                ? Math.max(1, Math.min(HEARTBEAT_MILLIS, (Integer.parseInt(session) - 1) / 3))
                : HEARTBEAT_MILLIS;
    }

    /** Throws IllegalArgumentException if the text is not a list of host:port; does not connect. */
    public static void requireServers(String bootstrapServers) {
        ConnectionCheck.servers(bootstrapServers);
    }

    /** Creates a client of the registry. */
    public RegistryClient registry() {
        return new RegistryClient(registryConfig());
    }

    /**
     * Checks that Kafka and the registry can be reached and accept this client.
     *
     * @param timeout timeout for Kafka; the registry's timeouts are in its own properties
     * @throws UserException if not; the message says which one, why, and what to do
     */
    public void check(Duration timeout) {
        ConnectionCheck.kafka(this, timeout);
        registry().ping();
    }

    /**
     * Reads a {@code .properties} file.
     *
     * @throws UserException if the file does not exist or is malformed
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
        // Not used by this project's deserializer; it allows users to configure Confluent's deserializer instead.
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

    /** Prints the names of properties only, because some values are passwords. */
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + ", " + registryUrl.replaceAll("//[^/@,]*@", "//***@") + ", "
                + new TreeMap<>(kafkaProperties).keySet() + ", " + new TreeMap<>(registryProperties).keySet() + "]";
    }
}
