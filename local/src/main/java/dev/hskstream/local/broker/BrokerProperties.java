package dev.hskstream.local.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** Kafka properties for a single node that is broker and controller, on loopback, sized for one machine. */
final class BrokerProperties {
    private BrokerProperties() {}

    /** The default properties, overridden by those in the configuration. */
    static Properties of(BrokerConfig config, Path data) {
        boolean ownListeners = !config.properties().containsKey("listeners");
        int port = ownListeners ? Ports.available(config.port()) : 0;
        int controllerPort = Ports.otherThan(port);
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("controller.listener.names", "CONTROLLER");
        p.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        p.put("log.dirs", data.toString());
        // A misspelt topic name must fail instead of creating a topic, and knowledge must stay until its topic is
        // deleted.
        p.put("auto.create.topics.enable", "false");
        p.put("log.retention.ms", "-1");
        internalTopics(p);
        memory(p);
        p.putAll(config.properties());
        addController(p, controllerPort);
        return p;
    }

    /**
     * The address for clients: the first listener that is not the controller's.
     *
     * @throws BrokerException if there is no such listener
     */
    static String bootstrapServers(Properties p) {
        String where = p.getProperty("advertised.listeners", p.getProperty("listeners"));
        List<String> controllers = split(p.getProperty("controller.listener.names"));
        return split(where).stream()
                .filter(listener -> !controllers.contains(listener.replaceAll("://.*", "")))
                .map(listener -> listener.replaceAll(".*://", ""))
                .map(address -> address.startsWith(":") ? "127.0.0.1" + address : address)
                .findFirst()
                .orElseThrow(() -> new BrokerException(
                        "listeners=" + where + " has none for clients; name one such as SASL_SSL://127.0.0.1:19093",
                        null));
    }

    /**
     * Adds a listener for the controller, so that users who configure listeners need to name only those for clients.
     */
    private static void addController(Properties p, int port) {
        String listeners = p.getProperty("listeners");
        String controller = split(p.getProperty("controller.listener.names")).get(0);
        if (split(listeners).stream().noneMatch(listener -> listener.startsWith(controller + "://"))) {
            p.put("listeners", listeners + "," + controller + "://127.0.0.1:" + port);
        }
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
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
        // By default, Kafka waits three seconds for further members of a new group. Here groups are small, and members
        // may join later.
        p.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void memory(Properties p) {
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "2");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
    }
}
