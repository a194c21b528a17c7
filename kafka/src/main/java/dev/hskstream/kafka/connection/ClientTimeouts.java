package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The combinations of numbers that Kafka's clients refuse when they are created, although each number is valid. */
final class ClientTimeouts {
    /** The default of a teacher worker, which is less than Kafka's. */
    private static final long SESSION_MILLIS = 10_000;

    private static final long MOST_IN_FLIGHT = 5;

    private final Map<String, String> properties;

    private ClientTimeouts(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Throws {@link UserException} if a combination is refused. Every number must have been checked by itself. */
    static void check(Map<String, String> properties) {
        ClientTimeouts given = new ClientTimeouts(properties);
        given.delivery();
        given.heartbeat();
        given.api();
        given.idempotence();
    }

    private void delivery() {
        String name = ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
        ConfigDef defaults = ProducerConfig.configDef();
        long linger = number(ProducerConfig.LINGER_MS_CONFIG, defaults);
        long request = number(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, defaults);
        if (properties.containsKey(name) && number(name, defaults) < linger + request) {
            throw new UserException(name + "=" + number(name, defaults) + " is less than linger.ms=" + linger
                    + " and request.timeout.ms=" + request + " together, which Kafka refuses; set " + name
                    + " to at least " + (linger + request) + ", or leave it out");
        }
    }

    private void heartbeat() {
        String name = ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
        ConfigDef defaults = ConsumerConfig.configDef();
        long session = properties.containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)
                ? number(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, defaults)
                : SESSION_MILLIS;
        if (properties.containsKey(name) && number(name, defaults) >= session) {
            throw new UserException(name + "=" + number(name, defaults) + " is not less than session.timeout.ms="
                    + session + ", which Kafka refuses; set " + name + " to a third of it, or leave it out");
        }
    }

    private void api() {
        String name = AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;
        ConfigDef defaults = AdminClientConfig.configDef();
        long request = number(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, defaults);
        if (properties.containsKey(name) && number(name, defaults) < request) {
            throw new UserException(name + "=" + number(name, defaults) + " is less than request.timeout.ms=" + request
                    + ", which Kafka refuses; raise it, or set request.timeout.ms to at most "
                    + number(name, defaults));
        }
    }

    /** What keeps records in order and free of duplicates. */
    private void idempotence() {
        ConfigDef defaults = ProducerConfig.configDef();
        long flight = number(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, defaults);
        if (flight > MOST_IN_FLIGHT) {
            throw new UserException(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION + "=" + flight
                    + " is more than " + MOST_IN_FLIGHT + ", with which Kafka cannot exclude duplicates; lower it");
        }
        if (number(ProducerConfig.RETRIES_CONFIG, defaults) == 0) {
            throw new UserException(
                    ProducerConfig.RETRIES_CONFIG + "=0 rules out that records are written exactly once; leave it out");
        }
    }

    private long number(String name, ConfigDef defaults) {
        String given = properties.get(name);
        return given == null
                ? ((Number) Objects.requireNonNull(defaults.defaultValues().get(name))).longValue()
                : Long.parseLong(given.strip());
    }
}
