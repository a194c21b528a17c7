package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.cli.Hsk;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input is refused with one line that states the reason, and leaves no manifest, directory or file behind. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {
    private static final List<String> KEPT =
            List.of("--depth", "0,4", "--length", "2:left", "--width", "0.1:uniform", "--values", "int8");

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final LocalKafka kafka;
    private List<KnowledgeManifest> manifests = List.of();

    BadInputIT(@TempDir Path work) throws IOException {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), 40, 10);
        this.teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 1);
        SmallBert.write(work.resolve("other-weights"), SmallBert.LETTERS, 2);
        SmallBert.write(work.resolve("other-words"), SmallBert.letters("hello"), 1);
        Files.createDirectory(work.resolve("cache"));
        this.kafka = LocalKafka.start(work.resolve("kafka"));
    }

    /**
     * Creates three sets: {@code loaded} has samples only, {@code open} is produced but not sealed, {@code sealed} is
     * sealed.
     */
    @BeforeAll
    void makeSets() {
        for (String set : List.of("loaded", "open", "sealed")) {
            done("load", "--set", set, "--task", "cola", "--data", data);
        }
        for (String set : List.of("open", "sealed")) {
            done(line("produce", "--set", set, "--teacher", teacher, KEPT));
        }
        done("seal", "--set", "sealed");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void aMalformedRow() throws IOException {
        Path broken = files("broken", "r1\t1\t\tGood.\nr2\t0\tno text\n", "r1\t1\t\tGood.\n");

        assertThat(refused("load", "--set", "new", "--task", "cola", "--data", broken))
                .startsWith("hsk load: " + broken.resolve("train.tsv") + ":2: ")
                .contains("3 columns");
        assertThat(refusedWithoutKafka(finetune(teacher, "cola", broken)))
                .startsWith("hsk finetune: " + broken.resolve("train.tsv") + ":2: ");
    }

    @Test
    void anUnknownLabel() throws IOException {
        Path broken = files("labels", "r1\t1\t\tGood.\n", "r1\t1\t\tGood.\nr2\t2\t\tBad.\n");

        assertThat(refused("load", "--set", "new", "--task", "cola", "--data", broken))
                .isEqualTo("hsk load: " + broken.resolve("dev.tsv") + ":2: label \"2\" is not one of 0, 1");
    }

    @Test
    void aMissingColumn() throws IOException {
        Path plain = files("plain", "text\tlabel\nGood.\tyes\n", "text\tlabel\nGood.\tyes\n");

        List<String> columns = List.of("--text", "sentence", "--label", "label");
        assertThat(refused(line("load", "--set", "new", "--task", "tsv", "--data", plain, columns)))
                .startsWith("hsk load: " + plain.resolve("train.tsv") + ":1: ")
                .contains("sentence", "text, label");
    }

    @Test
    void dataThatAreNotThere() {
        Path nowhere = work.resolve("nowhere");

        assertThat(refused("load", "--set", "new", "--task", "cola", "--data", nowhere))
                .startsWith("hsk load: " + nowhere + ": ");
        assertThat(refusedWithoutKafka(finetune(teacher, "cola", nowhere)))
                .startsWith("hsk finetune: " + nowhere + ": ");
    }

    @Test
    void aDirectoryThatIsNoModel() {
        String reason = data + ": no model directory, it has no config.json";

        assertThat(refusedWithoutKafka(finetune(data, "cola", data))).isEqualTo("hsk finetune: " + reason);
        assertThat(refused(line("produce", "--set", "loaded", "--teacher", data, KEPT)))
                .isEqualTo("hsk produce: " + reason);
        assertThat(refused(train("sealed", "layers:2", data, work.resolve("out"))))
                .isEqualTo("hsk train: " + reason);
        assertThat(refusedWithoutKafka("evaluate", "--model", data, "--task", "cola", "--data", data))
                .isEqualTo("hsk evaluate: " + reason);
    }

    @Test
    void aTeacherForAnotherTask() throws IOException {
        Path plain = files("animals", "text\tlabel\nMew.\tcat\nWoof.\tdog\n", "text\tlabel\nMew.\tcat\n");
        done("load", "--set", "animals", "--task", "tsv", "--data", plain, "--text", "text", "--label", "label");

        assertThat(refused(line("produce", "--set", "animals", "--teacher", teacher, KEPT)))
                .contains("teacher teacher", "[0, 1]", "[cat, dog]", "hsk finetune");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "produce", "seal", "sets", "train"})
    void aBrokerThatIsNotThere(String command) throws IOException {
        String nobody = "127.0.0.1:" + unusedPort();

        String url = kafka.registry().url();
        String reason = refused(List.of("--bootstrap-servers", nobody, "--registry-url", url), whole(command));

        assertThat(reason)
                .startsWith("hsk " + command + ": no Kafka broker answers at " + nobody)
                .contains("hsk broker", "--bootstrap-servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "produce", "seal", "sets", "train"})
    void aRegistryThatIsNotThere(String command) throws IOException {
        String nobody = "http://127.0.0.1:" + unusedPort();

        String servers = kafka.broker().bootstrapServers();
        String reason = refused(List.of("--bootstrap-servers", servers, "--registry-url", nobody), whole(command));

        assertThat(reason).startsWith("hsk " + command + ": no schema registry answers at " + nobody);
    }

    @Test
    void aProcessOfItsOwnSaysTheSameInOneLine() throws Exception {
        String nobody = "127.0.0.1:" + unusedPort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hsk.class.getName(),
                        "sets",
                        "--bootstrap-servers",
                        nobody)
                .start();

        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).startsWith("hsk sets: no Kafka broker answers at " + nobody);
    }

    @Test
    void aRegistryThatRefusesTheSchema() throws Exception {
        String foreign = "{\"type\":\"record\",\"name\":\"Sample\",\"namespace\":\"dev.hskstream.schemas.avro\","
                + "\"fields\":[{\"name\":\"index\",\"type\":\"string\"}]}";
        String samples = Topics.of("refused").samples();
        kafka.connection().registry().registerGuarded(samples + "-value", new Schema.Parser().parse(foreign));

        assertThat(refused("load", "--set", "refused", "--task", "cola", "--data", data))
                .startsWith("hsk load: schema registry " + kafka.registry().url() + " answers 409 to ")
                .contains(samples + "-value", "incompatible");
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            assertThat(admin.listTopics().names().get()).doesNotContain(samples);
        }
    }

    @ParameterizedTest
    @CsvSource({"loaded, LOADED, hsk produce", "open, PRODUCING, hsk seal"})
    void aSetThatIsNotSealed(String set, String state, String remedy) {
        assertThat(refused(train(set, "layers:2", teacher, work.resolve("out"))))
                .startsWith("hsk train: set " + set + " is " + state + ", not COMPLETE")
                .contains(remedy);
    }

    @Test
    void sealingWhatNoTeacherHasSeen() {
        assertThat(refused("seal", "--set", "loaded"))
                .startsWith("hsk seal: set loaded has no knowledge yet")
                .contains("hsk produce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produce", "seal", "sets", "train"})
    void anUnknownSet(String command) {
        List<Object> whole = new ArrayList<>(List.of(whole(command)));
        whole.remove("--set");
        whole.remove("sealed");
        whole.addAll(List.of("--set", "unheard-of"));

        assertThat(refused(whole.toArray()))
                .startsWith("hsk " + command + ": no set \"unheard-of\" at ")
                .contains("known sets: ", "loaded, open, ");
    }

    @Test
    void aNameThatNoSetCanHave() {
        assertThat(wrongUsage("load", "--set", "Not/Allowed", "--task", "cola", "--data", data))
                .contains("set name \"Not/Allowed\" is not allowed");
    }

    @Test
    void otherDataUnderALoadedSetsName() throws IOException {
        Path other = SmallCola.write(work.resolve("other-data"), 30, 10);

        assertThat(refused("load", "--set", "loaded", "--task", "cola", "--data", other))
                .contains("set loaded holds other data: 40 samples of cola, not these 30", "--set");
        assertThat(Values.<Sample>count(kafka, Topics.of("loaded").samples())).isEqualTo(40);
    }

    @Test
    void aWorkerWithAnotherCompression() {
        List<Object> other = new ArrayList<>(KEPT);
        other.set(KEPT.indexOf("int8"), "float16");

        assertThat(refused(line("produce", "--set", "open", "--teacher", teacher, other)))
                .contains("set open is made with --values int8, this worker has float16");
    }

    @Test
    void aWorkerWithAnotherTeacher() {
        assertThat(refused(line("produce", "--set", "open", "--teacher", work.resolve("other-weights"), KEPT)))
                .contains("set open is made with teacher ", ", this worker has ");
        assertThat(refused(line("produce", "--set", "sealed", "--teacher", work.resolve("other-weights"), KEPT)))
                .contains("set sealed is made with teacher ");
    }

    @Test
    void aCompressionThatTheTeacherCannotGive() {
        assertThat(wrongUsage("produce", "--set", "loaded", "--teacher", teacher, "--depth", "0,5"))
                .contains("5", "4");
        assertThat(wrongUsage("produce", "--set", "loaded", "--teacher", teacher, "--width", "2:magnitude"))
                .contains("width", "2.0");
    }

    @Test
    void aStudentWithAnotherTokenizer() {
        Path other = work.resolve("other-words");

        assertThat(refused(train("sealed", "layers:2", other, work.resolve("out"))))
                .startsWith("hsk train: " + other + ": its tokenizer ")
                .contains("set sealed was made with");
        assertThat(refused(train("sealed", other.toString(), null, work.resolve("out"))))
                .startsWith("hsk train: " + other + ": its tokenizer ");
    }

    @Test
    void aRecordThatIsTooLarge() throws IOException {
        done("load", "--set", "large", "--task", "cola", "--data", data);
        Path small = work.resolve("small-requests.properties");
        Files.writeString(small, "max.request.size=8000\n");

        List<String> whole = List.of("--depth", "all", "--length", "all", "--width", "all");

        HskRun run = HskRun.of(
                kafka.options(),
                line("produce", "--set", "large", "--teacher", teacher, whole, "--kafka-config", small));

        // The first worker has fixed the set's contract, which stays after its end, because other workers may be
        // running.
        manifests = new ManifestStore(kafka.connection()).all();
        assertThat(run.reason())
                .contains("a knowledge record is larger", "--depth, --length, --width or --values", "max.request.size");
        assertThat(Values.<KnowledgeRecord>count(kafka, Topics.of("large").knowledge()))
                .isZero();
        assertThat(refused("seal", "--set", "large")).contains("40 of 40 samples missing", "hsk produce");
    }

    @Test
    void anOutputThatIsTaken() throws IOException {
        Path notes = Files.createDirectory(work.resolve("notes"));
        Files.writeString(notes.resolve("notes.txt"), "mine");
        Path file = Files.writeString(work.resolve("file"), "mine");

        for (Path taken : List.of(teacher, notes, file)) {
            assertThat(refused(train("sealed", "layers:2", teacher, taken))).startsWith("hsk train: " + taken + ": ");
            assertThat(refusedWithoutKafka(
                            "finetune", "--base", teacher, "--task", "cola", "--data", data, "--out", taken))
                    .startsWith("hsk finetune: " + taken + ": ");
        }
        assertThat(refused(line(train("sealed", "layers:2", teacher, notes), "--force")))
                .contains("notes.txt");
    }

    @Test
    void aStudentThatCannotBe() {
        Path out = work.resolve("out");
        assertThat(wrongUsage(train("sealed", "layers:9", teacher, out))).contains("layers:9", "4");
        assertThat(wrongUsage(train("sealed", "layers:2", null, out))).contains("--init");
        assertThat(wrongUsage(train("sealed", "bert:2/30/4/64", null, out))).contains("bert:2/30/4/64", "multiple");
    }

    @Test
    void wrongUsageHasItsOwnExitCode() {
        for (List<String> line : List.of(
                List.of("sets", "--no-such-option"),
                List.of("seal"),
                List.of("no-such-command"),
                List.of("train", "--set", "sealed", "--epochs", "many"))) {
            HskRun run = HskRun.of(List.of(), line.toArray());
            assertThat(run.code()).as("%s", line).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("hsk").doesNotContain("\tat ");
        }
    }

    /** Returns a valid command line for the command. */
    private Object[] whole(String command) {
        return switch (command) {
            case "load" -> line("load", "--set", "new", "--task", "cola", "--data", data);
            case "produce" -> line("produce", "--set", "sealed", "--teacher", teacher, KEPT);
            case "seal" -> line("seal", "--set", "sealed");
            case "sets" -> line("sets", "--set", "sealed");
            case "train" -> train("sealed", "layers:2", teacher, work.resolve("out"));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private Object[] train(String set, String student, @org.jspecify.annotations.Nullable Path init, Path out) {
        List<Object> rest = List.of("--name", "s", "--epochs", 1, "--cache-dir", work.resolve("cache"));
        Object[] line = line("train", "--set", set, "--student", student, "--out", out, rest);
        return init == null ? line : line(line, "--init", init);
    }

    private Object[] finetune(Path base, String task, Path files) {
        return line("finetune", "--base", base, "--task", task, "--data", files, "--out", work.resolve("out"));
    }

    /** Flattens words, lists and lines into one command line. */
    private static Object[] line(Object... parts) {
        List<Object> line = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> words) {
                line.addAll(words);
            } else if (part instanceof Object[] words) {
                line.addAll(List.of(words));
            } else {
                line.add(part);
            }
        }
        return line.toArray();
    }

    private void done(Object... line) {
        HskRun run = HskRun.of(kafka.options(), line);
        assertThat(run.code()).as(run.err()).isZero();
        manifests = new ManifestStore(kafka.connection()).all();
    }

    private String refused(Object... line) {
        return refused(kafka.options(), line);
    }

    private String refusedWithoutKafka(Object... line) {
        return refused(List.of(), line);
    }

    private String wrongUsage(Object... line) {
        return unchanged(() -> HskRun.of(kafka.options(), line).wrongUsage());
    }

    private String refused(List<String> connection, Object... line) {
        return unchanged(() -> HskRun.of(connection, line).reason());
    }

    /** Returns the reason for which a command line is refused, after checking that no manifest or file has changed. */
    private String unchanged(Supplier<String> run) {
        List<String> files = files();
        String reason = run.get();
        assertThat(new ManifestStore(kafka.connection()).all()).isEqualTo(manifests);
        assertThat(files()).isEqualTo(files);
        return reason;
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> !file.startsWith(work.resolve("kafka")))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path files(String name, String train, String dev) throws IOException {
        Path directory = Files.createDirectories(work.resolve(name));
        Files.writeString(directory.resolve("train.tsv"), train);
        Files.writeString(directory.resolve("dev.tsv"), dev);
        return directory;
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Reads the committed records of a topic. */
    private static final class Values {
        static <T extends org.apache.avro.specific.SpecificRecord> int count(LocalKafka kafka, String topic) {
            List<Long> keys = new ArrayList<>();
            try (TopicScan<Long, T> scan = new TopicScan<>(kafka.connection(), topic, "test", new LongDeserializer())) {
                scan.read(scan.ranges(), record -> keys.add(record.key()));
            }
            return keys.size();
        }
    }
}
