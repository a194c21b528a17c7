package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A broker that accepts clients only over TLS with a password, and restricts them by access control lists. It has a
 * second listener without TLS and password for itself and for the tests' administrator: clients of that listener are
 * {@code User:ANONYMOUS}, which is a superuser.
 */
record SecureKafka(EmbeddedBroker broker, DevRegistry registry, Path directory, String administration)
        implements AutoCloseable {
    private static final String STORE_PASSWORD = "changeit";

    /** By default, a client that opens a store computes tens of thousands of hashes, and each command opens many. */
    private static final List<String> QUICKLY_OPENED =
            List.of("-J-Dkeystore.pkcs12.macIterationCount=1", "-J-Dkeystore.pkcs12.certPbeIterationCount=1");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    static SecureKafka start(Path directory) throws Exception {
        Files.createDirectories(directory);
        keyPair(directory, "broker");
        keyPair(directory, "stranger");
        int port = freePort();
        int administration = freePort();
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", "SASL_SSL://127.0.0.1:" + port + ",PLAINTEXT://127.0.0.1:" + administration);
        properties.put("security.inter.broker.protocol", "PLAINTEXT");
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login("") + ";");
        properties.put("ssl.keystore.location", directory.resolve("broker.p12").toString());
        properties.put("ssl.keystore.password", STORE_PASSWORD);
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:ANONYMOUS");
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory.resolve("data"), 0, properties));
        DevRegistry registry = DevRegistry.start(directory.resolve("data"), 0);
        return new SecureKafka(broker, registry, directory, "127.0.0.1:" + administration);
    }

    /** Returns the connection options of a superuser. */
    List<String> administrator() {
        return List.of("--bootstrap-servers", administration, "--registry-url", registry.url());
    }

    /** Returns the connection options of a user, whose password equals the name. */
    List<String> user(String name) throws IOException {
        return user(name, name, "broker");
    }

    /** Returns the connection options of a user with a password and a trusted certificate. */
    List<String> user(String name, String password, String trusted) throws IOException {
        Path file = directory.resolve(name + "-" + password + "-" + trusted + ".properties");
        List<String> lines = List.of(
                "security.protocol=SASL_SSL",
                "sasl.mechanism=SCRAM-SHA-512",
                "sasl.jaas.config=" + login(" username=\"" + name + "\" password=\"" + password + "\";"),
                "ssl.truststore.location=" + directory.resolve(trusted + "-trust.p12"),
                "ssl.truststore.password=" + STORE_PASSWORD);
        Files.write(file, lines);
        List<String> options = new ArrayList<>(
                List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry-url", registry.url()));
        options.addAll(List.of("--kafka-config", file.toString()));
        return options;
    }

    /**
     * Creates users, whose passwords equal their names, with the given ACLs; returns when the broker has applied them.
     */
    void create(Collection<String> users, Collection<AclBinding> rights) throws Exception {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        users.forEach(user -> credentials.add(new UserScramCredentialUpsertion(user, scram, user.getBytes(UTF_8))));
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(credentials).all().get();
            admin.createAcls(rights).all().get();
            await(() ->
                    admin.describeUserScramCredentials().all().get().keySet().containsAll(users));
            await(() -> admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(rights));
        }
    }

    /** Deletes a topic if it exists; returns when the broker has removed it. */
    void delete(String topic) throws Exception {
        try (Admin admin = admin()) {
            if (admin.listTopics().names().get().contains(topic)) {
                admin.deleteTopics(List.of(topic)).all().get();
            }
            await(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    /** Limits how long a topic keeps records; returns when the broker has applied it. */
    void setRetention(String topic, Duration limit) throws Exception {
        set(topic, "retention.ms", limit.toMillis());
    }

    /** Limits how many bytes a topic keeps of a partition; returns when the broker has applied it. */
    void setRetentionBytes(String topic, long limit) throws Exception {
        set(topic, "retention.bytes", limit);
    }

    private void set(String topic, String property, long value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry(property, Long.toString(value));
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await(() -> {
                var configs = admin.describeConfigs(List.of(resource)).all().get();
                return entry.value()
                        .equals(Objects.requireNonNull(configs.get(resource))
                                .get(entry.name())
                                .value());
            });
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", administration));
    }

    private static String login(String options) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required" + options;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("the broker does not take up its users");
            }
            Thread.onSpinWait();
        }
    }

    /** Creates {@code NAME.p12} with a key pair and {@code NAME-trust.p12} with its certificate. */
    private static void keyPair(Path directory, String name) throws Exception {
        String certificate = directory.resolve(name + ".pem").toString();
        keytool(
                directory.resolve(name + ".p12"),
                "-genkeypair -keyalg EC -groupname secp256r1 -validity 2" + " -dname CN=" + name
                        + " -ext SAN=ip:127.0.0.1 -alias " + name);
        keytool(directory.resolve(name + ".p12"), "-exportcert -rfc -alias " + name + " -file " + certificate);
        keytool(
                directory.resolve(name + "-trust.p12"),
                "-importcert -noprompt -alias " + name + " -file " + certificate);
    }

    private static void keytool(Path store, String arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(QUICKLY_OPENED);
        line.addAll(List.of(arguments.split(" ", -1)));
        line.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(line + ": " + said);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
