package dev.hskstream.producer.command;

import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a command's knowledge set and the Kafka cluster that holds it. */
final class SetOptions {
    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Knowledge set.")
    private String set = "";

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    /** Returns the set's topics; refuses an invalid set name. */
    Topics topics() {
        return Topics.of(set);
    }

    /** Connects to the cluster, and returns once it has answered. */
    KafkaConnection connect() {
        return kafka.connect();
    }
}
