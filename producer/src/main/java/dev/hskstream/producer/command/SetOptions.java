package dev.hskstream.producer.command;

import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.TextForms;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a knowledge set and the cluster it is in. */
final class SetOptions implements TextForms {
    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Knowledge set.")
    private String set = "";

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--set", Topics::of);
    }

    /** Returns the set's topics. Throws an {@link IllegalArgumentException} if no set can have this name. */
    Topics topics() {
        return Topics.of(set);
    }

    /** Connects to the cluster, and returns once it has answered. */
    KafkaConnection connect() {
        return kafka.connect();
    }
}
