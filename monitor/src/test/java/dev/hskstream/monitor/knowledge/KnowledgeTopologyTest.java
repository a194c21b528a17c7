package dev.hskstream.monitor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.stream.Collector;
import dev.hskstream.monitor.stream.PlainAvro;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnowledgeTopologyTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);
    private static final TestSet SET = TestSet.of("s", "data", "float32");

    private final TreeMap<String, Statistic> latest = new TreeMap<>();
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, Statistic> statistics;

    KnowledgeTopologyTest() {
        Serde<Statistic> values = PlainAvro.of(Statistic.class);
        StreamsBuilder builder = new StreamsBuilder();
        KnowledgeTopology.add(
                builder,
                PlainAvro.deserializer(KnowledgeManifest.class),
                PlainAvro.deserializer(KnowledgeRecord.class),
                values,
                Duration.ZERO);
        Properties properties = new Properties();
        properties.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        driver = new TopologyTestDriver(builder.build(properties), properties, START);
        statistics = driver.createOutputTopic(Topics.STATISTICS, new StringDeserializer(), values.deserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void computesWhatTheRecordsSay() {
        state(SET);
        long bytes =
                IntStream.range(0, TestSet.SAMPLES).mapToLong(i -> send(SET, i)).sum();

        KnowledgeSummary total = total("s");

        assertThat(total.records()).isEqualTo(20);
        assertThat(total.tokens()).isEqualTo(60);
        assertThat(total.bytes()).isEqualTo(bytes);
        assertThat(total.labels()).containsExactly(Map.entry("0", 10L), Map.entry("1", 10L));
        // ln 2, and -0.75 ln 0.75 - 0.25 ln 0.25
        assertSpread(total.entropy().orElseThrow(), 20, 0.5623351, (0.6931472 + 0.5623351) / 2, 0.6931472);
        assertSpread(total.confidence().orElseThrow(), 20, 0.5, 0.625, 0.75);
        // The first tenth are samples 0 and 1, the last 18 and 19: one even, one odd.
        assertThat(total.entropyDrift()).hasValueCloseTo(0.0, within(1e-7));
        assertThat(total.layers()).hasSize(2);
    }

    @Test
    void computesNormsEnergyAndDriftOfALayer() {
        state(SET);
        IntStream.range(0, TestSet.SAMPLES).forEach(i -> send(SET, i));

        LayerSummary embeddings = total("s").layers().get(0);
        LayerSummary first = total("s").layers().get(1);

        assertThat(embeddings.norm()).isEqualTo(new Spread(40, 0, 2.5, 5));
        assertThat(embeddings.values()).isEqualTo(80);
        assertThat(embeddings.share()).isEqualTo(2.0 / 3);
        assertThat(embeddings.energy()).isEqualTo(25.0 / 4);
        assertThat(embeddings.energyShare())
                .as("a dropped token's energy is unknown")
                .isEmpty();
        assertThat(embeddings.drift()).hasValue(0.0);
        assertThat(embeddings.maxError()).isZero();
        assertThat(first.layer()).isEqualTo(1);
        assertThat(first.norm()).isEqualTo(new Spread(40, 1, 10.5, 20));
        // 2 (1 + 4 + ... + 400) / 80 values
        assertThat(first.energy()).isEqualTo(2 * 2870.0 / 80);
        // (19 + 20) / (1 + 2) - 1
        assertThat(first.drift()).hasValueCloseTo(12.0, within(1e-12));
    }

    @Test
    void aSampleThatIsProducedAgainCountsOnce() {
        state(SET);
        IntStream.range(0, TestSet.SAMPLES).forEach(i -> send(SET, i));
        KnowledgeSummary before = total("s");
        IntStream.range(5, 8).forEach(i -> send(SET, i));

        KnowledgeSummary after = total("s");

        assertThat(after.repeated()).isEqualTo(3);
        assertThat(after).usingRecursiveComparison().ignoringFields("repeated").isEqualTo(before);
    }

    @Test
    void recordsOfAnotherLineageAreNamedAndDoNotCount() {
        state(SET);
        send(SET, 0);
        send(TestSet.of("s", "other data", "float32"), 1);

        assertThat(summary("s").refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.topic()).isEqualTo("hsk.s.knowledge");
            assertThat(refusal.count()).isEqualTo(1);
            assertThat(refusal.offset()).isEqualTo(1);
            assertThat(refusal.reason()).startsWith("lineage is ").contains("made by another teacher");
        });
        assertThat(total("s").records()).isEqualTo(1);
    }

    @Test
    void damagedRecordsAreNamedAndDoNotCount() {
        state(SET);
        send(SET, 0);
        send("s", new byte[] {1, 2, 3});
        KnowledgeRecord cut = SET.record(1);
        cut.getLayers().get(0).getPayload().limit(20);
        send("s", PlainAvro.bytes(KnowledgeRecord.class, cut));
        send(SET, 2);

        assertThat(summary("s").refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.count()).isEqualTo(2);
            assertThat(refusal.reason()).startsWith("sample 1: layer 0: ").contains("the record is truncated");
        });
        assertThat(total("s").records()).isEqualTo(2);
    }

    @Test
    void aSetThatIsMadeAnewBeginsAnew() {
        state(SET);
        IntStream.range(0, TestSet.SAMPLES).forEach(i -> send(SET, i));
        TestSet anew = TestSet.of("s", "other data", "float32");
        state(anew);
        send(anew, 4);

        assertThat(total("s").records()).isEqualTo(1);
        assertThat(total("s").lineage())
                .isNotEqualTo(SetFacts.hex(SET.manifest().getLineage()));
    }

    @Test
    void setsDoNotMix() {
        TestSet other = TestSet.of("t.u", "data", "float16");
        state(SET);
        state(other);
        send(SET, 0);
        send(other, 0);
        send(other, 1);

        assertThat(total("s").records()).isEqualTo(1);
        assertThat(total("t.u").records()).isEqualTo(2);
        assertThat(SetSummary.names(latest)).containsExactly("s", "t.u");
        assertThat(SetSummary.of("t", latest)).isEmpty();
    }

    /** The row (3, 4) has the scale 4 / 127, and is rounded to multiples of it. */
    @Test
    void boundsTheErrorOfTheValueEncoding() {
        TestSet set = TestSet.of("s", "data", "int8");
        state(set);
        send(set, 0);

        assertThat(total("s").layers().get(0).maxError()).isCloseTo(0.5 * 4 / 127, within(1e-5));
    }

    @Test
    void aTenthOfWhichNothingIsThereYetHasNoDrift() {
        state(SET);
        IntStream.range(0, 18).forEach(i -> send(SET, i));

        assertThat(total("s").layers().get(1).drift()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void forgetsASetWithoutAManifest() {
        TestSet other = TestSet.of("t", "data", "float32");
        state(SET);
        state(other);
        send(SET, 0);
        send("s", new byte[] {1, 2, 3});
        send(other, 0);
        driver.advanceWallClockTime(Collector.INTERVAL);
        assertThat(statistics.readKeyValuesToMap())
                .containsOnlyKeys("knowledge/s/0", "refused/hsk.s.knowledge/0", "knowledge/t/0");

        drop("s");
        lookFor(GoneSets.PATIENCE);
        assertThat(statistics.isEmpty()).isTrue();
        lookFor(Collector.LOOK);

        assertThat(statistics.readKeyValuesToList())
                .containsExactlyInAnyOrder(
                        new KeyValue<>("knowledge/s/0", null), new KeyValue<>("refused/hsk.s.knowledge/0", null));
        assertThat(driver.getKeyValueStore("knowledge").get("knowledge/s/0")).isNull();
        assertThat(driver.getKeyValueStore("knowledge").get("knowledge/t/0")).isNotNull();
    }

    /** Its manifest may be read by this instance later than its records were counted by another one. */
    @Test
    void keepsASetThatWasWithoutAManifestForAMoment() {
        state(SET);
        send(SET, 0);
        drop("s");
        lookFor(GoneSets.PATIENCE.minus(Collector.LOOK));
        state(SET);
        lookFor(Collector.LOOK);
        drop("s");
        lookFor(GoneSets.PATIENCE);

        assertThat(total("s").records()).isEqualTo(1);
    }

    private void drop(String set) {
        driver.createInputTopic(Topics.MANIFESTS, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(set, null, START);
    }

    private void lookFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(Collector.LOOK)) {
            driver.advanceWallClockTime(Collector.LOOK);
        }
    }

    private void state(TestSet set) {
        driver.createInputTopic(Topics.MANIFESTS, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(set.manifest().getSet(), PlainAvro.bytes(KnowledgeManifest.class, set.manifest()), START);
    }

    /** Returns the size of the record. */
    private int send(TestSet set, int sample) {
        byte[] value = PlainAvro.bytes(KnowledgeRecord.class, set.record(sample));
        send(set.manifest().getSet(), value);
        return value.length;
    }

    private void send(String set, byte[] value) {
        driver.createInputTopic(Topics.of(set).knowledge(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new byte[8], value, START);
    }

    private SetSummary summary(String set) {
        driver.advanceWallClockTime(Collector.INTERVAL);
        latest.putAll(statistics.readKeyValuesToMap());
        return SetSummary.of(set, latest).orElseThrow();
    }

    private KnowledgeSummary total(String set) {
        return summary(set).total().orElseThrow();
    }

    private static void assertSpread(Spread spread, long count, double min, double mean, double max) {
        assertThat(spread.count()).isEqualTo(count);
        assertThat(spread.min()).isCloseTo(min, within(1e-6));
        assertThat(spread.mean()).isCloseTo(mean, within(1e-6));
        assertThat(spread.max()).isCloseTo(max, within(1e-6));
    }
}
