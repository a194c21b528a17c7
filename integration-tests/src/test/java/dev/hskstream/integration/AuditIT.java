package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealing proves that a set is complete; an audit checks whether its content is what the teacher computes. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class AuditIT {
    private static final int SAMPLES = 40;
    private static final String KEPT = "--depth 0,3 --length 6:attention-no-sep --width 0.25:magnitude";

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final LocalKafka kafka;
    private final SetTopics topics;

    AuditIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), SAMPLES, 4);
        this.teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.topics = new SetTopics(kafka.connection());
    }

    @BeforeAll
    void makeASet() {
        produce("whole", KEPT);
        run("seal --set whole");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({
        "kept, --depth 2:3 --length 6:attention-no-sep --width 0.25:magnitude --values float16, 1",
        "small, --depth all --length 6:attention --width 0.5:uniform --values int8, 0.5",
        "left, --depth 4:4:2 --length 3:left --width 0.3:random:7 --values int8, 0.001",
        "full, --depth all --length all --width all --values float32, 1"
    })
    void aGenuineSetIsWhatItsTeacherSays(String set, String kept, double share) {
        produce(set, kept);
        run("seal --set " + set);

        JsonNode report = run("audit --set " + set + " --teacher " + teacher + " --seed 3 --share " + share);

        int expected = Math.max(32, (int) Math.ceil(share * SAMPLES));
        assertThat(report.path("samples").asInt()).isEqualTo(expected);
        double allowed = report.path("allowedThere").asDouble();
        assertThat(report.path("largestDifference").asDouble())
                .isBetween(
                        set.equals("full") ? 0 : Double.MIN_VALUE,
                        allowed + report.path("noiseTolerance").asDouble());
        assertThat(report.path("largestLogitDifference").asDouble()).isLessThan(1e-4);
        assertThat(allowed > 0).isEqualTo(!set.equals("full"));
        assertThat(report.path("seed").asInt()).isEqualTo(3);
        assertThat(report.path("seconds").asDouble()).isPositive();
    }

    @Test
    void aSetOfATeacherInBfloat16IsComparedWithFloat32() {
        run("load --set half --task cola --data " + data);
        run("produce --set half --precision bfloat16 --teacher " + teacher + " --values float32 " + KEPT);
        String again = "produce --set half --worker two --teacher " + teacher + " --values float32 " + KEPT;
        assertThat(refused(again)).contains("made with --precision bfloat16, this worker has float32");
        run("seal --set half");

        JsonNode report = run("audit --set half --share 1 --teacher " + teacher);

        assertThat(report.path("precision").asText()).isEqualTo("bfloat16");
        assertThat(report.path("largestDifference").asDouble())
                .as("more than float32's noise, less than is allowed")
                .isBetween(1e-4, report.path("noiseTolerance").asDouble());
    }

    @Test
    void twoSamplesWhoseStatesAreSwappedCanBeSealedButNotAudited() {
        List<Knowledge> genuine = knowledge("whole");
        int[] pair = pairOfOneLength(genuine);
        List<Knowledge> doctored = new ArrayList<>(genuine);
        doctored.set(pair[0], with(genuine.get(pair[0]), genuine.get(pair[1]).layers()));
        doctored.set(pair[1], with(genuine.get(pair[1]), genuine.get(pair[0]).layers()));
        write("swapped", doctored);

        assertThat(refused("audit --set swapped --share 1 --teacher " + teacher))
                .startsWith("hsk audit: set swapped is not what its teacher says: sample " + pair[0] + ", layer 0, ")
                .contains("2 of 40 samples audited are wrong");
    }

    @Test
    void aLayerThatIsShiftedIsNamed() {
        List<Knowledge> doctored = knowledge("whole").stream()
                .map(k -> k.sample() != 7 ? k : with(k, shifted(k.layers())))
                .toList();
        write("shifted", doctored);

        assertThat(refused("audit --set shifted --share 1 --teacher " + teacher))
                .startsWith("hsk audit: set shifted is not what its teacher says: sample 7, layer 3, ")
                .contains("1 of 40 samples audited are wrong");
    }

    @Test
    void aTeacherThatDidNotMakeTheSetIsRefused() throws Exception {
        Path weights = SmallBert.write(work.resolve("other-weights"), SmallBert.LETTERS, 6);
        Path words = SmallBert.write(work.resolve("other-words"), SmallBert.letters("hello"), 5);

        assertThat(refused("audit --set whole --teacher " + weights))
                .startsWith("hsk audit: " + weights + ": its teacher ")
                .contains("is not the one that the set was made with");
        assertThat(refused("audit --set whole --teacher " + words)).startsWith("hsk audit: " + words + ": its t");
    }

    @Test
    void aSetThatIsNotSealedIsRefused() {
        produce("open", KEPT);

        assertThat(refused("audit --set open --teacher " + teacher))
                .startsWith("hsk audit: set open is PRODUCING, not COMPLETE");
    }

    /** The teacher is the same network, with its labels and the rows of its head in reverse order. */
    @Test
    void aTeacherWithItsLabelsInAnotherOrderSaysTheSame() {
        PretrainedModel model = PretrainedModel.load(teacher);
        Path reversed = work.resolve("reversed");
        TaskHead.ordered(model, List.of("1", "0"), teacher, notice -> {}).save(reversed);
        assertThat(PretrainedModel.load(reversed).config().labels()).containsExactly("1", "0");

        run("load --set reversed --task cola --data " + data);
        run("produce --set reversed --teacher " + reversed + " --transaction-size 16 " + KEPT);
        run("seal --set reversed");

        assertThat(topics.manifest("reversed").getDigest())
                .isEqualTo(topics.manifest("whole").getDigest());
        JsonNode report = run("audit --set reversed --teacher " + reversed + " --seed 3 --share 1");
        assertThat(report.path("samples").asInt()).isEqualTo(SAMPLES);
    }

    private void produce(String set, String kept) {
        run("load --set " + set + " --task cola --data " + data);
        run("produce --set " + set + " --teacher " + teacher + " --transaction-size 16 " + kept);
    }

    private List<Knowledge> knowledge(String set) {
        KnowledgeCodec codec = SetCodec.of(topics.manifest(set));
        return topics.records(set).stream().map(codec::decode).toList();
    }

    /** Writes a sealed set with the manifest of set {@code whole} and this knowledge. */
    private void write(String set, List<Knowledge> knowledge) {
        run("load --set " + set + " --task cola --data " + data);
        KnowledgeManifest manifest = topics.claimLike(set, "whole");
        KnowledgeCodec codec = SetCodec.of(manifest);
        topics.write(set, knowledge.stream().map(codec::encode).toList());
        run("seal --set " + set);
    }

    /** Returns two samples with equal token counts, of whose tokens few are equal. */
    private static int[] pairOfOneLength(List<Knowledge> all) {
        for (int a = 0; a < all.size(); a++) {
            for (int b = a + 1; b < all.size(); b++) {
                int[] first = all.get(a).tokenIds();
                int[] second = all.get(b).tokenIds();
                long same = IntStream.range(0, Math.min(first.length, second.length))
                        .filter(t -> first[t] == second[t])
                        .count();
                if (first.length == second.length && same < first.length / 3) {
                    return new int[] {a, b};
                }
            }
        }
        throw new AssertionError("no two samples have as many tokens");
    }

    private static Knowledge with(Knowledge own, List<LayerBlock> layers) {
        return new Knowledge(own.sample(), own.tokenIds(), own.secondSegment(), own.label(), own.logits(), layers);
    }

    /** Returns the layers with the upper layer's states replaced by the lower one's. */
    private static List<LayerBlock> shifted(List<LayerBlock> layers) {
        LayerBlock lower = layers.get(0);
        return List.of(lower, new LayerBlock(layers.get(1).layer(), lower.positions(), lower.mask(), lower.values()));
    }

    private JsonNode run(String line) {
        Object[] words = (line + " --json").split(" ", -1);
        return HskRun.of(kafka.options(), words).json();
    }

    private String refused(String line) {
        Object[] words = line.split(" ", -1);
        return HskRun.of(kafka.options(), words).reason();
    }
}
