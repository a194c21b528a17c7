package dev.hskstream.integration;

import static dev.hskstream.integration.TeacherMembers.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private static final int SAMPLES = 2 * TeacherRuns.PARTITIONS * 256;

    /** The time that a container runtime gives a process before it kills it. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofMinutes(4);

    private final TeacherRuns runs;
    private String digest = "";

    StopIT(@TempDir Path work) throws Exception {
        this.runs = TeacherRuns.prepare(work);
    }

    @BeforeAll
    void undisturbed() {
        runs.load("alone", SAMPLES);
        try (HskProcess worker = runs.start("alone", "one")) {
            worker.waitFor(LONG).json();
        }
        digest = runs.seal("alone");
    }

    @AfterAll
    void stop() {
        runs.close();
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
        TeacherMembers group = runs.load("early", SAMPLES);
        try (HskProcess worker = runs.start("early", "one")) {
            until("the start", () -> loadsItsLibraries(worker), worker::err);
            worker.signal("TERM");
            assertThat(worker.waitFor(SOON).code()).isEqualTo(143);
        }
        assertThat(group.members()).isEmpty();
    }

    @Test
    void stopsWhileTheBrokerIsAway() {
        TeacherMembers group = runs.load("away", SAMPLES);
        long all = group.left();
        try (HskProcess worker = runs.start("away", "one")) {
            until("progress", () -> group.left() < all, worker::err);
            runs.stopBroker();
            try {
                until("notice", () -> worker.err().contains("waiting for Kafka"), worker::err);
                worker.signal("TERM");
                HskRun run = worker.waitFor(SOON);
                assertThat(run.code()).isEqualTo(143);
                assertThat(run.err()).contains("hsk produce: stopped");
            } finally {
                runs.startBroker();
            }
        }
        assertGoesOn("away");
    }

    private void assertStopsInMidSet(String set, String signal, int code) throws Exception {
        TeacherMembers group = runs.load(set, SAMPLES);
        long all = group.left();
        try (HskProcess worker = runs.start(set, "one")) {
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
        try (HskProcess again = runs.start(set, "one")) {
            again.waitFor(LONG).json();
        }
        // The data are the same, and so are the records.
        assertThat(runs.seal(set)).isEqualTo(digest);
    }

    private List<String> openTransactions() throws Exception {
        try (Admin admin = Admin.create(runs.connection().adminProperties())) {
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
}
