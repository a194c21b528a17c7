package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The combinations of numbers that Kafka's clients refuse when they are created, although each number is valid. Kafka
 * checks them in its clients' constructors, which this repeats: creating the clients only to check would log in to the
 * brokers and start interceptors.
 */
final class ClientTimeouts {
    /** Kafka's maximum for a producer that excludes duplicates. */
    private static final long MOST_IN_FLIGHT = 5;

    private final Map<String, String> properties;
    private final ConfigDef definition;

    private ClientTimeouts(Map<String, String> properties, ConfigDef definition) {
        this.properties = properties;
        this.definition = definition;
    }

    /** Throws {@link UserException} if a combination is refused. Every number must have been checked by itself. */
    static void check(Map<String, String> properties) {
        ClientTimeouts producer = new ClientTimeouts(properties, ProducerConfig.configDef());
        producer.requireAtLeast(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                ProducerConfig.LINGER_MS_CONFIG,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        producer.requireIdempotence();
        new ClientTimeouts(properties, ConsumerConfig.configDef()).requireHeartbeat();
        new ClientTimeouts(properties, AdminClientConfig.configDef())
                .requireAtLeast(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
    }

    /** Checks a timeout that contains others. Kafka adapts its default, so only a given one can be too short. */
    private void requireAtLeast(String name, String... parts) {
        long least = Stream.of(parts).mapToLong(this::number).sum();
        if (properties.containsKey(name) && number(name) < least) {
            String sum = Stream.of(parts).map(this::assignment).collect(Collectors.joining(" + "));
            throw new UserException(assignment(name) + " is less than " + sum
                    + ", which Kafka refuses; set it to at least " + least + ", or leave it out");
        }
    }

    private void requireHeartbeat() {
        String heartbeat = ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
        String session = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
        if (properties.containsKey(heartbeat) && number(heartbeat) >= number(session)) {
            throw new UserException(assignment(heartbeat) + " is not less than " + assignment(session)
                    + ", which Kafka refuses; set it to a third of that, or leave it out");
        }
    }

    private void requireIdempotence() {
        String inFlight = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
        if (number(inFlight) > MOST_IN_FLIGHT) {
            throw new UserException(assignment(inFlight) + " is more than " + MOST_IN_FLIGHT
                    + ", with which Kafka cannot exclude duplicates; lower it, or leave it out");
        }
        if (number(ProducerConfig.RETRIES_CONFIG) == 0) {
            throw new UserException(assignment(ProducerConfig.RETRIES_CONFIG)
                    + " excludes that every record is written exactly once; leave it out");
        }
    }

    private String assignment(String name) {
        return name + "=" + number(name);
    }

    private long number(String name) {
        String given = properties.get(name);
        return given == null
                ? ((Number) Objects.requireNonNull(definition.defaultValues().get(name))).longValue()
                : Long.parseLong(given.strip());
    }
}
