package dev.hskstream.producer.command;

import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The set a command works on, and where it is. */
final class SetOptions {
    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Knowledge set.")
    private String set = "";

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    /** The set's topics; refuses a name that cannot be one. */
    Topics topics() {
        return Topics.of(set);
    }

    /** Connects to the cluster, and returns once it has answered. */
    KafkaConnection connect() {
        return kafka.connect();
    }
}
