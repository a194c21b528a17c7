package dev.hskstream.cli.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The properties of one node that is broker and controller at once, on loopback, sized for one machine. */
final class BrokerProperties {
    private BrokerProperties() {}

    static Properties of(Path data, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("log.dirs", data.toString());
        // A misspelt topic is an error, not a new topic; knowledge stays until its topic is deleted.
        p.put("auto.create.topics.enable", "false");
        p.put("log.retention.ms", "-1");
        internalTopics(p);
        memory(p);
        return p;
    }

    private static void internalTopics(Properties p) {
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
        // Kafka waits three seconds for more members of a new group; here there are few and they may join later.
        p.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void memory(Properties p) {
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "2");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
    }
}
