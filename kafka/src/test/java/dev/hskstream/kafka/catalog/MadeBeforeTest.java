package dev.hskstream.kafka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/**
 * A set written by the version that stored tokenizers in manifests: eight samples, two partitions, and the values of
 * its topics without the five bytes of the wire format. Its teacher has two layers with hidden size 16 and was made by
 * {@code transformers}. It was sealed with the digest below.
 */
class MadeBeforeTest {
    private static final String DIGEST = "14a5b831caa3f8522a9de182ec8b940cd973d44cec138b00892826ce731484e8";

    static {
        TrustedPackages.trust();
    }

    @Test
    void itsManifestIsReadAsItWasWritten() throws IOException {
        KnowledgeManifest manifest = manifest();

        assertThat(manifest.getSet()).isEqualTo("before");
        assertThat(SetState.of(manifest)).isEqualTo(SetState.COMPLETE);
        assertThat(manifest.getDigest()).isEqualTo(DIGEST);
        assertThat(manifest.getPartitions()).hasSize(2);
        assertThat(Lineages.of(manifest)).isEqualTo(manifest.getLineage());
    }

    @Test
    void itsTokenizerIsTheOneInItsManifest() throws IOException {
        KnowledgeManifest manifest = manifest();

        String json = CompressedTokenizer.unpack(
                Objects.requireNonNull(manifest.getTokenizer()).getJson());

        assertThat(json).contains("\"[CLS]\"", "\"##z\"", "WordPiece");
    }

    @Test
    void itsRecordsHaveTheDigestThatItWasSealedWith() throws IOException {
        KnowledgeManifest manifest = manifest();
        KnowledgeCodec codec = SetCodec.of(manifest);
        SetDigest digest = new SetDigest(manifest.getSamples());
        long bytes = 0;
        for (byte[] stored : records()) {
            KnowledgeRecord record = RecordBytes.parse(ByteBuffer.wrap(stored));
            assertThat(codec.decode(record).layers()).hasSize(2);
            digest.add(record);
            bytes += 5 + stored.length;
        }

        assertThat(digest.missing().isEmpty()).isTrue();
        assertThat(digest.hex()).isEqualTo(DIGEST);
        assertThat(bytes).isEqualTo(manifest.getRecordBytes());
    }

    @Test
    void nothingOfItIsTakenForLost() throws IOException {
        KnowledgeManifest manifest = manifest();
        var samples = RecordRanges.toRead(RecordRanges.samples(manifest, 2));
        // The transaction marker follows the samples that the transaction wrote.
        var withMarkers = new TreeMap<>(samples);
        withMarkers.replaceAll((partition, range) -> new TopicScan.Range(0, range.end() + 1));

        assertThat(TopicLoss.of("k", RecordRanges.knowledge(manifest, 2), SealedRanges.of(manifest)))
                .isEmpty();
        assertThat(TopicLoss.of("s", RecordRanges.samples(manifest, 2), withMarkers))
                .isEmpty();
        assertThat(RecordRanges.samplesToRead(manifest.getSamplePartitions(), withMarkers))
                .isEqualTo(withMarkers);
    }

    private static KnowledgeManifest manifest() throws IOException {
        Path schema = Path.of("..", "schemas", "src/test/resources/history/KnowledgeManifest/2.avsc");
        SpecificDatumReader<KnowledgeManifest> reader = new SpecificDatumReader<>(
                new Schema.Parser().parse(Files.readString(schema)), KnowledgeManifest.getClassSchema());
        try (InputStream in = resource("manifest.avro")) {
            return reader.read(null, DecoderFactory.get().binaryDecoder(in, null));
        }
    }

    private static List<byte[]> records() throws IOException {
        try (InputStream in = resource("knowledge.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Base64.getDecoder()::decode)
                    .toList();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MadeBeforeTest.class.getResourceAsStream("/made-before/" + name));
    }
}
