package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Lineage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set that is derived from a full one has the records that the teacher itself would have written. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class DeriveIT {
    /** More than a block, so that both partitions have records. */
    private static final int SAMPLES = 300;

    private final LocalKafka kafka;
    private final SmallSet small;
    private final ManifestStore store;
    private int made;

    DeriveIT(@TempDir Path work) throws Exception {
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.small = SmallSet.prepare(kafka, work, SAMPLES);
        this.store = new ManifestStore(kafka.connection());
    }

    @BeforeAll
    void makeSource() {
        small.load("full");
        List<Object> line =
                new ArrayList<>(List.of("produce", "--set", "full", "--teacher", small.teacher(), "--scores"));
        line.addAll(List.of("--depth", "all", "--length", "all", "--width", "all", "--values", "float32"));
        small.run(line.toArray()).json();
        small.seal("full");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all   | all    | all            | float32",
                "all   | all    | all            | float16",
                "all   | all    | all            | int8",
                "0,3   | all    | all            | float32",
                "2:3   | all    | all            | float16",
                "2:4:1 | all    | all            | int8",
                "all   | 5:left | all            | float32",
                "all   | 6:attention        | all           | float32",
                "all   | 6:attention-no-sep | all           | float32",
                "2:4   | 99:attention       | all           | float16",
                "0     | 1:attention        | 0.3:magnitude | int8",
                "2:3   | 8:attention-no-sep | 0.1:magnitude | int8",
                "all   | all    | 0.25:magnitude | float32",
                "all   | all    | 0.3:uniform    | float16",
                "all   | all    | 0.3:random     | int8",
                "4     | 9:left | 0.5:random:7   | float32",
                "2:3   | 7:left | 0.1:magnitude  | int8",
            })
    void hasTheDigestOfTheSetThatTheTeacherMakes(String depth, String length, String width, String values) {
        made++;
        String digest = produce("direct-" + made, depth, length, width, values);

        JsonNode derived =
                derive("full", "derived-" + made, depth, length, width, values).json();

        assertThat(derived.path("digest").asText()).isEqualTo(digest);
        assertThat(derived.path("samples").asLong()).isEqualTo(SAMPLES);
        KnowledgeManifest manifest = store.require("derived-" + made);
        KnowledgeManifest direct = store.require("direct-" + made);
        assertThat(manifest.getSource().getSet()).isEqualTo("full");
        assertThat(manifest.getHskShare()).isEqualTo(direct.getHskShare());
        assertThat(manifest.getCompression()).isEqualTo(direct.getCompression());
        assertThat(manifest.getDevSamples()).isEqualTo(direct.getDevSamples());
    }

    @Test
    void fewerOfTheMostImportantTokensAndUnitsComeFromMoreOfThem() {
        String digest = produce("few", "2:3", "4:attention-no-sep", "all", "float16");
        produce("more", "all", "9:attention-no-sep", "all", "float32");
        String narrow = produce("narrow", "3", "9:attention-no-sep", "0.1:magnitude", "int8");
        derive("more", "half", "all", "9:attention-no-sep", "0.5:magnitude", "float32")
                .json();

        assertThat(derive("more", "fewer", "2:3", "4:attention-no-sep", "all", "float16")
                        .json()
                        .path("digest")
                        .asText())
                .isEqualTo(digest);
        assertThat(derive("half", "narrower", "3", "9:attention-no-sep", "0.1:magnitude", "int8")
                        .json()
                        .path("digest")
                        .asText())
                .isEqualTo(narrow);
    }

    @Test
    void aSetFromRoundedValuesIsNoneOfTheTeachers() {
        String digest = produce("eighth", "all", "all", "all", "int8");
        produce("rounded", "all", "all", "all", "float16");
        JsonNode derived = small.run("derive", "--from", "rounded", "--set", "of-rounded", "--values", "int8")
                .json();

        assertThat(derived.path("digest").asText()).isNotEqualTo(digest);
        assertThat(lineage("of-rounded")).isNotEqualTo(lineage("eighth"));
        assertThat(store.require("of-rounded").getSource().getExact()).isFalse();
    }

    @Test
    void nothingIsWrittenOfASetThatCannotBeDerived() {
        derive("full", "plain", "all", "all", "all", "float32").json();
        derive("full", "thin", "0,2", "all", "0.5:uniform", "int8").json();
        List<String> topics = topics();

        assertThat(small.run("derive", "--from", "plain", "--set", "no", "--length", "5:attention")
                        .reason())
                .contains(": --length 5:attention cannot be derived: set plain does not carry the importance");
        assertThat(small.run("derive", "--from", "thin", "--set", "no", "--depth", "1")
                        .reason())
                .contains(": --depth 1 cannot be derived: set thin stores the layers [0, 2], not [1];");
        assertThat(small.run("derive", "--from", "thin", "--set", "no", "--width", "0.5:random")
                        .reason())
                .contains(": --width 0.5:random cannot be derived: set thin does not store unit ");
        assertThat(small.run("derive", "--from", "thin", "--set", "no", "--values", "float16")
                        .reason())
                .contains(": --values float16 cannot be derived: set thin stores int8");
        assertThat(small.run("derive", "--from", "none", "--set", "no").reason())
                .contains(": no set \"none\"");
        assertThat(small.run("derive", "--from", "full", "--set", "a.b").wrongUsage())
                .contains("a dot");
        assertThat(topics()).isEqualTo(topics);
        assertThat(store.find("no")).isEmpty();
    }

    @Test
    void aSecondTimeNothingIsDoneAndOtherSettingsAreRefused() {
        String digest = small.run("derive", "--from", "full", "--set", "once", "--values", "int8")
                .json()
                .path("digest")
                .asText();

        JsonNode again = small.run("derive", "--from", "full", "--set", "once", "--values", "int8")
                .json();

        assertThat(again.path("reused").asBoolean()).isTrue();
        assertThat(again.path("digest").asText()).isEqualTo(digest);
        assertThat(small.run("derive", "--from", "full", "--set", "once", "--values", "float16")
                        .reason())
                .contains(": set once is derived with --values int8, this process has float16;");
        assertThat(small.run("derive", "--from", "once", "--set", "full").reason())
                .contains(": set full is there already and is not derived");
        assertThat(small.run("produce", "--set", "once", "--teacher", small.teacher(), "--depth", "2")
                        .reason())
                .contains(": set once is derived from set full, without a teacher; run hsk derive");
    }

    @Test
    void recordsThatWereLostAreDerivedAgain() throws Exception {
        String digest = derive("full", "lost", "2", "all", "all", "int8")
                .json()
                .path("digest")
                .asText();
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of("hsk.lost.knowledge")).all().get();
            Poll.until("the topic is gone", Duration.ofSeconds(30), () -> !topics().contains("hsk.lost.knowledge"));
        }

        HskRun again = derive("full", "lost", "2", "all", "all", "int8");

        assertThat(again.json().path("digest").asText()).isEqualTo(digest);
        assertThat(again.err()).contains("set lost: ").contains("it is derived again");
    }

    private List<String> topics() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().stream().sorted().toList();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Admin admin() {
        return Admin.create(kafka.connection().adminProperties());
    }

    private Lineage lineage(String set) {
        return store.require(set).getLineage();
    }

    private String produce(String set, String depth, String length, String width, String values) {
        small.load(set);
        List<Object> line = new ArrayList<>(List.of("produce", "--set", set, "--teacher", small.teacher()));
        line.addAll(List.of("--depth", depth, "--length", length, "--width", width, "--values", values));
        small.run(line.toArray()).json();
        return small.seal(set).path("digest").asText();
    }

    private HskRun derive(String from, String set, String depth, String length, String width, String values) {
        List<Object> line = new ArrayList<>(List.of("derive", "--from", from, "--set", set));
        line.addAll(List.of("--depth", depth, "--length", length, "--width", width, "--values", values));
        return small.run(line.toArray());
    }
}
