package dev.hskstream.kafka.topics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;

/** A topic's effective properties, as brokers state them. */
public final class TopicProperties {
    private TopicProperties() {}

    /** The values by name; without properties that have none, or that the user may not see. */
    public static Map<String, String> of(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries().forEach(entry -> {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        });
        return values;
    }
}
