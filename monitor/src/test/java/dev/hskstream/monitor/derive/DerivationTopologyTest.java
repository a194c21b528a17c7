package dev.hskstream.monitor.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.record.TokenScores;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DerivationTopologyTest {
    private static final Serializer<KnowledgeRecord> WRITER = (topic, record) -> RecordBytes.of(record);
    private static final Deserializer<KnowledgeRecord> READER =
            (topic, bytes) -> bytes == null ? null : RecordBytes.parse(ByteBuffer.wrap(bytes));

    private final KnowledgeManifest source = KnowledgeManifest.newBuilder(
                    SmallSource.manifest(Compression.parse("all", "all", "all", "float32")))
            .setScores(true)
            .build();
    private final DerivationContract contract = contract("2:left");
    private final TopologyTestDriver driver = driver(contract);
    private final TestInputTopic<byte[], byte[]> in =
            driver.createInputTopic("hsk.full.knowledge", new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<Long, KnowledgeRecord> out =
            driver.createOutputTopic("hsk.small.knowledge", new LongDeserializer(), READER);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void keepsTheWantedLayersTokensAndUnitsOfEachRecordInOrder() {
        skipToTheSealedRange();
        for (long sample : List.of(7L, 5L)) {
            in.pipeInput(new byte[0], stored(sample));
        }

        List<TestRecord<Long, KnowledgeRecord>> records = out.readRecordsToList();
        assertThat(records).extracting(TestRecord::key).containsExactly(7L, 5L);
        Knowledge derived = SetCodec.of(contract.claim()).decode(records.get(0).value());
        assertThat(derived.tokenIds()).containsExactly(2, 9, 3);
        assertThat(derived.logits()).containsExactly(0.5f, -0.5f);
        assertThat(derived.layers()).extracting(LayerBlock::layer).containsExactly(0, 2);
        LayerBlock last = derived.layers().get(1);
        assertThat(last.positions()).containsExactly(0, 1);
        assertThat(last.mask()).isEqualTo(new WidthMask(4, new int[] {2, 3}));
        assertThat(last.values()).containsExactly(209, 210, 219, 220); // 200 + 10 * token + unit + 7
    }

    @Test
    void recordsOutsideTheSealedRangeAreNotTheSets() {
        for (long sample = 0; sample < 20; sample++) {
            in.pipeInput(new byte[0], sample < 9 || sample > 14 ? new byte[] {1} : stored(sample));
        }

        assertThat(out.readKeyValuesToList()).extracting(pair -> pair.key).containsExactly(10L, 11L, 12L);
    }

    @Test
    void aRecordOfAnotherSetIsRefusedWithItsPlace() {
        KnowledgeManifest other = SmallSource.manifest(Compression.parse("all", "all", "all", "float16"));
        skipToTheSealedRange();

        assertThatThrownBy(() -> in.pipeInput(new byte[0], RecordBytes.of(SmallSource.record(other, 1))))
                .hasStackTraceContaining("hsk.full.knowledge-0@10: sample 1: lineage is ");
        assertThatThrownBy(() -> in.pipeInput(new byte[0], (byte[]) null))
                .hasStackTraceContaining("hsk.full.knowledge-0@11: the record has no value");
    }

    private byte[] stored(long sample) {
        return RecordBytes.of(SmallSource.record(source, sample));
    }

    /** The driver counts offsets from 0. */
    private void skipToTheSealedRange() {
        for (int i = 0; i < 10; i++) {
            in.pipeInput(new byte[0], new byte[] {1});
        }
    }

    @Test
    void selectsTheMostImportantTokensByTheScoresBesideTheRecord() {
        DerivationContract important = contract("2:attention-no-sep");
        TokenScores scores = new TokenScores(
                List.of(new float[] {1, 2, 9}, new float[3], new float[] {5, 5, 9}),
                new boolean[] {false, false, true});
        try (TopologyTestDriver one = driver(important)) {
            TestInputTopic<byte[], byte[]> from =
                    one.createInputTopic("hsk.full.knowledge", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i <= 10; i++) {
                from.pipeInput(new TestRecord<>(
                        new byte[0], stored(7), new RecordHeaders().add(TokenScores.HEADER, scores.encode())));
            }

            TestRecord<Long, KnowledgeRecord> only = one.createOutputTopic(
                            "hsk.small.knowledge", new LongDeserializer(), READER)
                    .readRecord();
            Knowledge derived = SetCodec.of(important.claim()).decode(only.value());
            assertThat(derived.layers().get(0).positions()).containsExactly(1, 0);
            assertThat(derived.layers().get(1).positions()).containsExactly(0, 1);
            assertThat(only.headers()).isEmpty();
            assertThatThrownBy(() -> from.pipeInput(new byte[0], stored(8)))
                    .hasStackTraceContaining("hsk.full.knowledge-0@11: the message has no header hsk.importance");
        }
    }

    private DerivationContract contract(String length) {
        return new DerivationContract(
                source, "small", new WantedCompression("0,2", length, "0.5:magnitude", "float16"), SmallSource.NOW);
    }

    private TopologyTestDriver driver(DerivationContract wanted) {
        return new TopologyTestDriver(
                DerivationTopology.of(
                        new StreamsBuilder(), source, "small", wanted.reselection(), () -> READER, WRITER),
                properties());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return properties;
    }
}
