package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.ColumnOptions;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.TaskReader;
import dev.hskstream.producer.teach.Teacher;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.registry.CompatibilityLevel;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.trainer.replay.SetReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the whole pipeline once, command by command, as a user would; the tests check the results. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class PipelineIT {
    private static final int TRAIN = 300;
    private static final int DEV = 80;
    private static final int FEW = 90;
    private static final String KEPT =
            "--depth 2:3 --length 8:attention-no-sep --width 0.25:magnitude --values float16";

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final LocalKafka kafka;
    private final Map<String, JsonNode> results = new HashMap<>();

    PipelineIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), TRAIN, DEV);
        this.teacher = work.resolve("teacher");
        this.kafka = LocalKafka.start(work.resolve("kafka"));
    }

    @BeforeAll
    void work() throws Exception {
        run("import", "import --from %s --out %s", bge(), work.resolve("bge"));
        SmallBert.write(
                work.resolve("base"), PretrainedModel.load(work.resolve("bge")).tokenizerJson(), 3);
        run(
                "finetune",
                "finetune --base %s --task cola --data %s --out %s --epochs 1",
                work.resolve("base"),
                data,
                teacher);
        onKafka("load", "load --set a --task cola --data %s", data);
        onKafka("load again", "load --set a --task cola --data %s", data);
        onKafka("load b", "load --set b --task cola --data %s --limit %d --partitions 2", data, FEW);
        onKafka("produce", "produce --set a --teacher %s " + KEPT + " --transaction-size 64", teacher);
        onKafka("produce again", "produce --set a --teacher %s " + KEPT, teacher);
        onKafka(
                "produce b",
                "produce --set b --teacher %s --depth all --length all --width 0.5:uniform --values int8",
                teacher);
        onKafka("sets before sealing", "sets --set a");
        onKafka("seal", "seal --set a");
        onKafka("seal again", "seal --set a");
        onKafka("seal b", "seal --set b");
        onKafka("sets", "sets");
        train("copied", "--set a --student layers:2 --init %s", teacher);
        train("narrow", "--set b --student bert:2/32/2/64 --dropped zeros");
        train("control", "--set a --student layers:2 --init %s --no-hsk --hard-weight 1", teacher);
        run("evaluate", "evaluate --model %s --task cola --data %s", work.resolve("copied"), data);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void importsTheModelInTheJar() {
        assertThat(result("import").path("layers").asInt()).isEqualTo(12);
        assertThat(result("import").path("hidden").asInt()).isEqualTo(384);
        assertThat(result("import").path("parameters").asLong()).isGreaterThan(30_000_000);
    }

    @Test
    void reportsTheFineTuning() {
        JsonNode json = result("finetune");
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "model task metric value majority metrics seconds peakMemoryBytes samples epochs curve evaluations"
                                .split(" ", -1));
        assertThat(json.path("samples").asInt()).isEqualTo(TRAIN);
        assertThat(json.path("metric").asText()).isEqualTo("matthews");
        assertThat(json.path("majority").asDouble()).isZero();
        assertThat(json.path("curve").size()).isEqualTo((TRAIN + 31) / 32);
        assertThat(json.path("peakMemoryBytes").asLong()).isPositive();
    }

    @Test
    void aSecondLoadOfTheSameDataWritesNothing() {
        assertThat(result("load").path("samples").asInt()).isEqualTo(TRAIN);
        assertThat(result("load").path("devSamples").asInt()).isEqualTo(DEV);
        assertThat(result("load").path("state").asText()).isEqualTo("LOADED");
        assertThat(result("load").path("reused").asBoolean()).isFalse();
        assertThat(result("load again").path("reused").asBoolean()).isTrue();
        assertThat(result("load b").path("samples").asInt()).isEqualTo(FEW);

        assertThat(samples("a")).hasSize(TRAIN);
    }

    @Test
    void aSecondProductionOfAFinishedSetDoesNothing() {
        assertThat(result("produce").path("samples").asInt()).isEqualTo(TRAIN);
        assertThat(result("produce").path("samplesPerSecond").asDouble()).isPositive();
        assertThat(result("produce again").path("samples").asInt()).isZero();
        assertThat(result("produce b").path("samples").asInt()).isEqualTo(FEW);
        assertThat(result("sets before sealing").path(0).path("state").asText()).isEqualTo("PRODUCING");
    }

    @Test
    void aSecondSealingChangesNothing() {
        JsonNode json = result("seal");
        assertThat(json.fieldNames()).toIterable().contains("set", "digest", "samples", "bytesPerSample", "hskShare");
        assertThat(json.path("digest").asText()).hasSize(64);
        assertThat(result("seal again")).isEqualTo(json);
        assertThat(result("seal b").path("digest")).isNotEqualTo(json.path("digest"));
    }

    @Test
    void listsTheSets() {
        JsonNode sets = result("sets");

        assertThat(sets.findValuesAsText("set")).containsExactly("a", "b");
        JsonNode a = sets.path(0);
        assertThat(a.fieldNames())
                .toIterable()
                .contains("set state task samples bytesPerSample hskShare teacher compression digest".split(" ", -1));
        assertThat(a.path("state").asText()).isEqualTo("COMPLETE");
        assertThat(a.path("compression").path("layers").toString()).isEqualTo("[0,2,3]");
        assertThat(sets.path(1).path("hskShare").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(a.path("bytesPerSample").asDouble())
                .isLessThan(sets.path(1).path("bytesPerSample").asDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void recordsHoldWhatTheTeacherSaysWithinTheEncodingsError(String set) {
        KnowledgeManifest manifest = manifest(set);
        List<Example> examples = TaskReader.read("cola", data, ColumnOptions.none())
                .limited((int) manifest.getSamples(), 1)
                .train();
        List<Knowledge> stored = knowledge(set);
        assertThat(stored)
                .extracting(k -> (int) k.sample())
                .doesNotHaveDuplicates()
                .hasSize(examples.size());

        try (Teacher full = new Teacher(
                PretrainedModel.load(teacher), Compression.parse("all", "all", "all", "float32"), 128, 32)) {
            List<Knowledge> said = full.teach(examples, knowledge -> knowledge);
            stored.forEach(k -> assertSame(
                    k, said.get((int) k.sample()), SetCodec.of(manifest).values()));
        }
    }

    @Test
    void keepsWhatTheCompressionSays() {
        for (Knowledge k : knowledge("a")) {
            assertThat(k.layers()).extracting(LayerBlock::layer).containsExactly(0, 2, 3);
            assertThat(k.layers()).allSatisfy(block -> {
                assertThat(block.positions()).hasSize(Math.min(8, k.tokenIds().length));
                assertThat(block.mask().count()).isEqualTo(16);
            });
        }
        for (Knowledge k : knowledge("b")) {
            assertThat(k.layers()).extracting(LayerBlock::layer).containsExactly(0, 1, 2, 3, 4);
            assertThat(k.layers()).allSatisfy(block -> {
                assertThat(block.positions()).hasSize(k.tokenIds().length);
                assertThat(block.mask().count()).isEqualTo(32);
            });
        }
    }

    @Test
    void reportsTheTrainings() {
        for (String name : List.of("copied", "narrow", "control")) {
            JsonNode json = result(name);
            assertThat(json.fieldNames())
                    .toIterable()
                    .contains(
                            "name set model hsk layers parameters metric value metrics bestStep seconds samplesPerSecond peakMemoryBytes times curve evaluations"
                                    .split(" ", -1));
            assertThat(json.path("layers").asInt()).isEqualTo(2);
            assertThat(json.path("evaluations").size()).isPositive();
        }
        assertThat(result("copied").path("map").asText()).isEqualTo("0<-0 1<-2 2<-3");
        assertThat(result("copied").path("hsk").asBoolean()).isTrue();
        assertThat(result("control").path("hsk").asBoolean()).isFalse();
        assertThat(result("control").has("map")).isFalse();
        assertThat(result("control").path("steps")).isEqualTo(result("copied").path("steps"));
        assertThat(result("copied").path("curve").path(0).has("hsk")).isTrue();
        assertThat(result("control").path("curve").findValues("hsk")).isEmpty();
    }

    @Test
    void studentsOpenAsModelsOfTheirShape() {
        PretrainedModel copied = PretrainedModel.load(work.resolve("copied"));
        PretrainedModel from = PretrainedModel.load(teacher);
        EncoderConfig narrow = PretrainedModel.load(work.resolve("narrow")).config();

        assertThat(copied.config()).isEqualTo(from.config().withLayers(2));
        assertThat(copied.tokenizerFingerprint()).isEqualTo(from.tokenizerFingerprint());
        assertThat(copied.parameters())
                .isEqualTo(result("copied").path("parameters").asLong());
        assertThat(narrow.hiddenSize()).isEqualTo(32);
        assertThat(narrow.labels()).containsExactly("0", "1");
    }

    @Test
    void evaluatesAStudentOnFilesAsItsTrainingDidOnTheDevTopic() {
        JsonNode json = result("evaluate");

        assertThat(json.fieldNames()).toIterable().contains("task", "metric", "value", "metrics", "samples", "split");
        assertThat(json.path("samples").asInt()).isEqualTo(DEV);
        assertThat(json.path("metric").asText()).isEqualTo("matthews");
        assertThat(json.path("value").asDouble())
                .isCloseTo(result("copied").path("value").asDouble(), within(1e-9));
    }

    @Test
    void trainingsTellTheirEvents() {
        List<TrainingEvent> events = new ArrayList<>();
        try (TopicScan<String, TrainingEvent> scan =
                new TopicScan<>(kafka.connection(), Topics.TRAINING_EVENTS, "test", new StringDeserializer())) {
            scan.read(scan.ranges(), record -> {
                assertThat(record.key()).isEqualTo(record.value().getRun());
                events.add(record.value());
            });
        }

        for (String name : List.of("copied", "narrow", "control")) {
            List<TrainingEvent> own =
                    events.stream().filter(e -> e.getStudent().equals(name)).toList();
            assertThat(own.get(0).getState()).isEqualTo("STARTED");
            TrainingEvent last = own.get(own.size() - 1);
            assertThat(last.getState()).isEqualTo("FINISHED");
            assertThat(last.getStep()).isEqualTo(result(name).path("steps").asLong());
            assertThat(last.getSteps()).isEqualTo(last.getStep());
            assertThat(last.getMetrics())
                    .containsEntry("matthews", result(name).path("value").asDouble());
            assertThat(own).filteredOn(e -> e.getState().equals("EVALUATED")).isNotEmpty();
        }
    }

    @Test
    void noGroupLagsBehind() throws Exception {
        Map<String, String> topicOf = Map.of(
                "hsk.a.teacher", "hsk.a.samples",
                "hsk.b.teacher", "hsk.b.samples",
                "hsk.a.seal", "hsk.a.knowledge",
                "hsk.a.student.copied", "hsk.a.knowledge",
                "hsk.b.student.narrow", "hsk.b.knowledge",
                "hsk.a.student.control", "hsk.a.knowledge");
        for (Map.Entry<String, String> group : topicOf.entrySet()) {
            assertThat(Lags.of(kafka.connection(), group.getKey(), group.getValue()))
                    .as(group.getKey())
                    .isNotEmpty()
                    .allSatisfy((partition, lag) -> assertThat(lag).isZero());
        }
    }

    @Test
    void everySubjectIsFullyTransitive() {
        for (String topic :
                List.of("hsk.a.samples", "hsk.a.dev", "hsk.a.knowledge", Topics.MANIFESTS, Topics.TRAINING_EVENTS)) {
            assertThat(kafka.connection().registry().compatibility(topic + "-value"))
                    .as(topic)
                    .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        }
    }

    @Test
    void leavesNothingTemporaryBehind() throws Exception {
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "data", "kafka", "bge", "base", "teacher", "copied", "narrow", "control", "cache");
        }
        try (Stream<Path> files = Files.list(work.resolve("cache"))) {
            String a = result("seal").path("digest").asText();
            String b = result("seal b").path("digest").asText();
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("one copy for both students of a")
                    .containsExactlyInAnyOrder(a + ".hskc", a + ".lock", b + ".hskc", b + ".lock");
        }
    }

    private void train(String name, String options, Object... values) {
        String common = "train --name %s --out %s --cache-dir %s --epochs 1 "
                .formatted(name, work.resolve(name), work.resolve("cache"));
        onKafka(name, common + options, values);
    }

    private void onKafka(String step, String line, Object... values) {
        run(step, line + " " + String.join(" ", kafka.options()), values);
    }

    /** Formats and runs a command line, and stores its result under the step's name. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would cost a dependency
    private void run(String step, String line, Object... values) {
        Object[] words = line.formatted(values).split(" ", -1);
        results.put(step, HskRun.of(List.of("--json"), words).json());
    }

    private JsonNode result(String step) {
        return Objects.requireNonNull(results.get(step));
    }

    private KnowledgeManifest manifest(String set) {
        return new ManifestStore(kafka.connection()).require(set);
    }

    private List<Knowledge> knowledge(String set) {
        KnowledgeManifest manifest = manifest(set);
        KnowledgeCodec codec = SetCodec.of(manifest);
        List<KnowledgeRecord> records = new ArrayList<>();
        new SetReader(kafka.connection(), manifest).knowledge(records::add);
        return records.stream().map(codec::decode).toList();
    }

    private List<Long> samples(String set) {
        List<Long> keys = new ArrayList<>();
        try (var scan = new TopicScan<Long, dev.hskstream.schemas.avro.Sample>(
                kafka.connection(),
                Topics.of(set).samples(),
                "test",
                new org.apache.kafka.common.serialization.LongDeserializer())) {
            scan.read(scan.ranges(), record -> keys.add(record.key()));
        }
        return keys;
    }

    private static void assertSame(Knowledge stored, Knowledge said, ValueEncoding values) {
        assertThat(stored.tokenIds()).containsExactly(said.tokenIds());
        assertThat(stored.secondSegment()).isEqualTo(said.secondSegment());
        assertThat(stored.label()).isEqualTo(said.label());
        assertThat(stored.logits()).containsExactly(said.logits(), within(1e-4f));
        for (LayerBlock block : stored.layers()) {
            LayerBlock full = said.layers().get(block.layer());
            int hidden = full.mask().hidden();
            int width = block.mask().count();
            for (int t = 0; t < block.positions().length; t++) {
                float[] expected = new float[width];
                for (int u = 0; u < width; u++) {
                    expected[u] = full.values()[
                            block.positions()[t] * hidden + block.mask().units()[u]];
                }
                float[] row = java.util.Arrays.copyOfRange(block.values(), t * width, (t + 1) * width);
                assertThat(furthest(row, expected))
                        .as("sample %d, layer %d", stored.sample(), block.layer())
                        .isLessThan(values.maxError(expected) + 1e-4);
            }
        }
    }

    private static double furthest(float[] a, float[] b) {
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs((double) a[i] - b[i]));
        }
        return furthest;
    }

    private static Path bge() throws Exception {
        URL url = PipelineIT.class.getClassLoader().getResource("bge-small-en-v1.5-q.onnx");
        return Path.of(((JarURLConnection) url.openConnection()).getJarFileURL().toURI());
    }
}
