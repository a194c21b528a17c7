package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * TLS, passwords and access control lists: the ACLs of the README's table suffice, and without any one of them the
 * command fails.
 */
@Timeout(30)
@TestInstance(Lifecycle.PER_CLASS)
class SecurityIT {
    private static final String KEPT = " --depth 0,3 --length 3:attention --width 0.25:magnitude --teacher ";

    /** What is derived has a name of its own. */
    private static final String DERIVED = "derived";

    private static final String EXTEND = "lag --extend-retention";

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final SecureKafka kafka;
    private final AclTable table;

    /** The set that each user without one right works on. */
    private final Map<AclTable.Right, String> sets = new HashMap<>();

    private HskRun loadWithoutManifests = new HskRun(0, "", "");

    SecurityIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), 8, 4);
        this.teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        this.kafka = SecureKafka.start(work.resolve("kafka"));
        // Another test has the rights of a command that does not end.
        this.table = AclTable.read().except(StatisticsRightsIT.COMMAND);
    }

    @BeforeAll
    @Timeout(60)
    void makeUsersAndSets() throws Exception {
        List<String> users = new ArrayList<>();
        List<AclBinding> rights = new ArrayList<>();
        for (String command : table.commands()) {
            users.add(user(command));
            String set = command.equals("derive") ? DERIVED : "whole";
            table.of(command).forEach(right -> rights.add(right.binding(user(command), set, "s")));
        }
        for (AclTable.Right missing : table.rights()) {
            String set = set(missing);
            sets.put(missing, set);
            users.add(user(missing));
            table.without(missing).forEach(right -> rights.add(right.binding(user(missing), set, "s")));
        }
        kafka.create(users, rights);
        AclTable.Right manifests = new AclTable.Right("load", "topic", Topics.MANIFESTS, "Create");
        loadWithoutManifests = run(kafka.user(user(manifests)), line(manifests));
        for (String set : List.of("sealed", "produced")) {
            administer("load --set " + set + " --task cola --data " + data);
            administer("produce --set " + set + KEPT + teacher);
        }
        administer("seal --set sealed");
        administer(line("train", "sealed", work.resolve("watched")));
        limitRetention("sealed");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void theRightsInTheReadmeSuffice() throws Exception {
        for (String command :
                List.of("load", "produce", "seal", "sets", "sets --verify", "audit", "train", "lag", "derive")) {
            String set = command.equals("derive") ? DERIVED : "whole";
            HskRun run = run(kafka.user(user(command)), line(command, set, work.resolve("student")));
            assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
            assertThat(run.out()).doesNotContain("does not allow");
        }
        limitRetention("whole");
        HskRun extended = run(kafka.user(user(EXTEND)), line(EXTEND, "whole", work));
        assertThat(extended.code()).as(extended.err()).isZero();
        assertThat(extended.out()).contains("extended: hsk.whole.knowledge has retention.ms=");
        assertThat(work.resolve("student/model.safetensors")).exists();
        assertThat(table.commands())
                .containsExactly(
                        "load", "produce", "seal", "derive", "train", "sets", "sets --verify", "audit", "lag", EXTEND);
    }

    Stream<AclTable.Right> rights() {
        return table.rights().stream().filter(right -> !right.command().equals("lag"));
    }

    Stream<AclTable.Right> rightsOfLag() {
        return table.of("lag").stream();
    }

    /** A missing right is no failure of {@code lag}: it says which number it does not know for lack of which right. */
    @ParameterizedTest
    @MethodSource("rightsOfLag")
    void oneRightLessHidesNumbersOfLag(AclTable.Right missing) throws Exception {
        List<String> options = kafka.user(user(missing));
        String resource = missing.name().replace("SET", "sealed").replace("NAME", "s");

        HskRun run = run(options, "lag --json --set sealed");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Kafka does not allow this user " + missing.operation() + " on " + missing.resource() + " "
                        + resource);
    }

    @ParameterizedTest
    @MethodSource("rights")
    void oneRightLessIsNamed(AclTable.Right missing) throws Exception {
        String set = Objects.requireNonNull(sets.get(missing));
        if (missing.command().equals("produce")) {
            administer("load --set " + set + " --task cola --data " + data);
        }
        boolean creates = missing.operation().equals("Create");
        boolean storesTokenizer = missing.command().equals("produce")
                && missing.name().equals(Topics.TOKENIZERS)
                && !missing.operation().equals("Read");
        if (storesTokenizer || (creates && missing.name().equals(Topics.TRAINING_EVENTS))) {
            kafka.delete(missing.name());
        }
        boolean firstOfAll =
                missing.name().equals(Topics.MANIFESTS) && missing.operation().equals("Create");
        HskRun run = firstOfAll ? loadWithoutManifests : run(kafka.user(user(missing)), line(missing));

        if (storesTokenizer) {
            // Other users need the tokenizer, so the administrator's worker stores it again.
            administer("produce --set sealed" + KEPT + teacher);
        }
        String resource = missing.name()
                .replace("SET", set)
                .replace("SOURCE", "sealed")
                .replace("NAME", "s")
                .replace("*", "");
        assertThat(lastLine(run))
                .startsWith("hsk " + missing.command().split(" ", -1)[0] + ": Kafka does not allow this user ")
                .contains(missing.operation() + " on " + missing.resource() + " " + resource);
    }

    /**
     * Returns the last line of standard error. A training prints how it maps layers before it is refused, and nothing
     * else.
     */
    private static String lastLine(HskRun run) {
        List<String> lines = run.err().lines().toList();
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(lines).hasSizeLessThanOrEqualTo(run.err().startsWith("layers ") ? 2 : 1);
        return lines.get(lines.size() - 1);
    }

    Stream<String> commands() {
        return table.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aWrongPasswordIsRefused(String command) throws Exception {
        List<String> options = kafka.user(user(command), "guessed", "broker");

        assertThat(run(options, line(command, "sealed", work.resolve("never"))).reason())
                .startsWith("hsk " + command.split(" ", -1)[0] + ": Kafka at "
                        + kafka.broker().bootstrapServers() + " refuses to let this process in: ")
                .contains("invalid credentials", "sasl.*");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCertificateOfAStrangerIsRefused(String command) throws Exception {
        List<String> options = kafka.user(user(command), user(command), "stranger");

        assertThat(run(options, line(command, "sealed", work.resolve("never"))).reason())
                .startsWith("hsk " + command.split(" ", -1)[0] + ": no trusted connection to Kafka at "
                        + kafka.broker().bootstrapServers() + ": ")
                .contains("certification path", "ssl.*");
    }

    /**
     * Returns the set to work on. Each user without one write right has its own set, because some rights are needed
     * only once per set, such as those for fixing its contract.
     */
    private String set(AclTable.Right missing) {
        return switch (missing.command()) {
            case "load", "produce", "derive" -> "own-" + table.rights().indexOf(missing);
            case "seal" -> "produced";
            default -> "sealed";
        };
    }

    private static String user(String command) {
        return command.replace(" --", "-");
    }

    private String user(AclTable.Right missing) {
        return user(missing.command()) + "-" + table.rights().indexOf(missing);
    }

    private String line(AclTable.Right missing) {
        return line(missing.command(), Objects.requireNonNull(sets.get(missing)), work.resolve(user(missing)));
    }

    private String line(String command, String set, Path out) {
        String whole = command + " --set " + set;
        return switch (command) {
            case "load" -> whole + " --task cola --data " + data;
            case "produce" -> whole + KEPT + teacher;
            case "derive" -> whole + " --from sealed --depth 3";
            case "audit" -> whole + " --teacher " + teacher;
            case "train" ->
                whole + " --student bert:1/16/2/32 --epochs 1 --name s --out " + out + " --cache-dir "
                        + work.resolve("cache");
            case EXTEND -> "lag --set " + set + " --extend-retention 7d";
            default -> whole;
        };
    }

    /** So that {@code lag} has to ask when records will be lost, and how large partitions are. */
    private void limitRetention(String set) throws Exception {
        Topics topics = Topics.of(set);
        for (String topic : List.of(topics.samples(), topics.dev(), topics.knowledge())) {
            kafka.setRetention(topic, Duration.ofDays(1));
        }
        kafka.setRetentionBytes(topics.samples(), 1_000_000_000);
    }

    private void administer(String line) {
        HskRun run = run(kafka.administrator(), line);
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static HskRun run(List<String> options, String line) {
        Object[] words = line.split(" ", -1);
        return HskRun.of(options, words);
    }
}
