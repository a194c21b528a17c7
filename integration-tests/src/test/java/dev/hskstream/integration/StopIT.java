package dev.hskstream.integration;

import static dev.hskstream.integration.TeacherMembers.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A teacher worker that is asked to stop exits soon and cleanly, whatever it is doing, and the next worker continues
 * from there.
 */
@Timeout(600)
@TestInstance(Lifecycle.PER_CLASS)
class StopIT {
    private static final int PARTITIONS = 4;
    private static final int SAMPLES = 4 * PARTITIONS * 256;

    /** The time that a container runtime gives a process before it kills it. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofMinutes(4);

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final DevRegistry registry;
    private EmbeddedBroker broker;
    private String digest = "";

    StopIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), SAMPLES, 10);
        this.teacher = work.resolve("teacher");
        SmallBert.of(SmallBert.LETTERS, List.of("0", "1"), 5, 256).save(teacher);
        this.broker = EmbeddedBroker.start(new BrokerConfig(work.resolve("kafka"), 0));
        this.registry = DevRegistry.start(work.resolve("kafka"), 0);
    }

    @BeforeAll
    void undisturbed() {
        load("alone");
        try (HskProcess worker = start("alone")) {
            worker.waitFor(LONG).json();
        }
        digest = seal("alone");
    }

    @AfterAll
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void sigtermInMidSetEndsTheTransactionLeavesTheGroupAndExitsWith143() throws Exception {
        assertStopsInMidSet("terminated", "TERM", 143);
    }

    @Test
    void sigintInMidSetExitsWith130() throws Exception {
        assertStopsInMidSet("interrupted", "INT", 130);
    }

    @Test
    void stopsWhileItStarts() {
        TeacherMembers group = load("early");
        try (HskProcess worker = start("early")) {
            until("the start", () -> loadsItsLibraries(worker), worker::err);
            worker.signal("TERM");
            assertThat(worker.waitFor(SOON).code()).isEqualTo(143);
        }
        assertThat(group.members()).isEmpty();
    }

    @Test
    void stopsWhileTheBrokerIsAway() {
        TeacherMembers group = load("away");
        long all = group.left();
        try (HskProcess worker = start("away")) {
            until("progress", () -> group.left() < all, worker::err);
            BrokerConfig same = new BrokerConfig(work.resolve("kafka"), port(broker.bootstrapServers()));
            broker.close();
            try {
                until("notice", () -> worker.err().contains("waiting for Kafka"), worker::err);
                worker.signal("TERM");
                HskRun run = worker.waitFor(SOON);
                assertThat(run.code()).isEqualTo(143);
                assertThat(run.err()).contains("hsk produce: stopped");
            } finally {
                broker = EmbeddedBroker.start(same);
            }
        }
        assertGoesOn("away");
    }

    private void assertStopsInMidSet(String set, String signal, int code) throws Exception {
        TeacherMembers group = load(set);
        long all = group.left();
        try (HskProcess worker = start(set)) {
            until("progress", () -> group.left() < all, worker::err);
            worker.signal(signal);
            HskRun run = worker.waitFor(SOON);
            assertThat(run.code()).as(run.err()).isEqualTo(code);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip())
                    .matches("hsk produce: stopped: this worker's knowledge of \\d+ samples is committed;"
                            + " start it again to go on");
        }
        assertThat(group.members()).as("members").isEmpty();
        assertThat(openTransactions()).as("open transactions").isEmpty();
        assertThat(group.left()).as("left").isPositive();
        assertGoesOn(set);
    }

    private void assertGoesOn(String set) {
        try (HskProcess again = start(set)) {
            again.waitFor(LONG).json();
        }
        // The data are the same, and so are the records.
        assertThat(seal(set)).isEqualTo(digest);
    }

    private List<String> openTransactions() throws Exception {
        try (Admin admin = Admin.create(connection().adminProperties())) {
            return admin
                    .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .stream()
                    .map(transaction -> transaction.transactionalId())
                    .toList();
        }
    }

    /**
     * Whether the worker is probably reading the model or loading libtorch. If it is not, the test still holds, because
     * the worker must exit in the same way at any moment.
     */
    private static boolean loadsItsLibraries(HskProcess worker) {
        return worker.uptime().compareTo(Duration.ofMillis(1500)) > 0;
    }

    private static int port(String server) {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }

    private TeacherMembers load(String set) {
        List<Object> line = new ArrayList<>(List.of("load", "--set", set, "--task", "cola", "--data", data, "--json"));
        line.addAll(List.of("--partitions", PARTITIONS));
        HskRun.of(options(), line.toArray()).json();
        return new TeacherMembers(connection(), Topics.of(set));
    }

    private String seal(String set) {
        return HskRun.of(options(), "seal", "--set", set, "--json")
                .json()
                .path("digest")
                .asText();
    }

    private HskProcess start(String set) {
        List<Object> line = new ArrayList<>(List.of("produce", "--set", set, "--teacher", teacher, "--worker", "one"));
        line.addAll(List.of("--depth", "2:3", "--values", "float32", "--batch-size", "16"));
        line.addAll(List.of("--transaction-size", "256", "--json"));
        line.addAll(options());
        return HskProcess.start(List.of("-Xmx512m"), Map.of(), line);
    }

    private KafkaConnection connection() {
        return KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    private List<String> options() {
        return List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry-url", registry.url());
    }
}
