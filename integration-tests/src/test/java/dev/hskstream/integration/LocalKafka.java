package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker and a schema registry for one test class, on free ports. */
record LocalKafka(EmbeddedBroker broker, DevRegistry registry) implements AutoCloseable {
    static LocalKafka start(Path directory) {
        return start(directory, Map.of());
    }

    /** Starts them with additional properties of the broker. */
    static LocalKafka start(Path directory, Map<String, String> properties) {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0, properties));
        return new LocalKafka(broker, DevRegistry.start(directory, 0));
    }

    KafkaConnection connection() {
        return KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    /** Returns the command-line options that connect to them. */
    List<String> options() {
        return List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry-url", registry.url());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
