package dev.hskstream.local.broker;

import dev.hskstream.base.file.OwnerLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A complete Kafka broker (KRaft, one node) in this process, on loopback. Its data stays in its directory: a broker
 * that is started again on the same directory has all topics, records and group offsets. Topics are not created
 * automatically.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String DATA = "kafka";

    private final OwnerLock lock;
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private EmbeddedBroker(OwnerLock lock, KafkaRaftServer server, String bootstrapServers) {
        this.lock = lock;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it accepts connections.
     *
     * @throws BrokerException if the directory is in use or not writable, or the port is taken
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        OwnerLock lock = DirectoryLock.take(config.dir(), "broker.lock");
        try {
            Properties properties = BrokerProperties.of(config, config.dir().resolve(DATA));
            String bootstrapServers = BrokerProperties.bootstrapServers(properties);
            format(config.dir(), properties);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(lock, server, bootstrapServers);
        } catch (BrokerException e) {
            lock.close();
            throw e;
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw new BrokerException("the broker does not start in " + config.dir() + ": " + e.getMessage(), e);
        }
    }

    /** The address for clients: {@code HOST:PORT} of the first listener that is not the controller's. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker cleanly and waits until it has ended. A second call has no effect. */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            server.shutdown();
            server.awaitShutdown();
            lock.close();
        }
    }

    /**
     * Formats the storage as {@code kafka-storage.sh format} does. Does nothing if the directory is formatted already.
     */
    private static void format(Path dir, Properties properties) throws IOException {
        Path file = dir.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, "Written at each start of the embedded broker");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "--ignore-formatted", "-t", clusterId(dir), "-c", file.toString()};
        int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IOException("its storage cannot be formatted: "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /**
     * The cluster id that the directory was formatted with, since Kafka refuses any other; a new one if it is not
     * formatted.
     */
    private static String clusterId(Path dir) throws IOException {
        Path file = dir.resolve(DATA).resolve("meta.properties");
        if (!Files.exists(file)) {
            return Uuid.randomUuid().toString();
        }
        Properties meta = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            meta.load(in);
        }
        return meta.getProperty("cluster.id", Uuid.randomUuid().toString());
    }
}
