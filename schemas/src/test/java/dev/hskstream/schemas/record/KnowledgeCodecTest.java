package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.LayerKnowledge;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.Float16;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KnowledgeCodecTest {
    private static final Lineage LINEAGE = new Lineage(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final String DIGEST = "9a7590ff528f459a64e6124e6aabb4dde77397a4a335cc5ca781a78eb1586e77";
    private static final WidthMask MASK = new WidthMask(16, new int[] {1, 7, 15});
    private static final KnowledgeCodec CODEC = new KnowledgeCodec(new Float16(), Optional.empty(), LINEAGE);

    @Test
    void readsWhatItWrites() {
        Knowledge read = CODEC.decode(CODEC.encode(knowledge(101, 30000, 102)));

        assertThat(read.sample()).isEqualTo(41);
        assertThat(read.tokenIds()).containsExactly(101, 30000, 102);
        assertThat(read.secondSegment()).isEqualTo(3);
        assertThat(read.label()).hasValue(1);
        assertThat(read.logits()).containsExactly(-1, 2);
        assertThat(read.layers()).hasSize(1);
        assertThat(read.layers().get(0).layer()).isEqualTo(3);
        assertThat(read.layers().get(0).positions()).containsExactly(2, 0);
        assertThat(read.layers().get(0).values()).containsExactly(1, -2, 0.5f, 0, 4, 1024);
    }

    @Test
    void takesFourBytesPerTokenOnlyForLargeVocabularies() {
        KnowledgeRecord small = CODEC.encode(knowledge(1, 0xffff, 2));
        KnowledgeRecord large = CODEC.encode(knowledge(1, 0x10000, 2));

        assertThat(small.getTokenIdBytes()).isEqualTo(2);
        assertThat(large.getTokenIdBytes()).isEqualTo(4);
        assertThat(CODEC.decode(small).tokenIds()).containsExactly(1, 0xffff, 2);
        assertThat(CODEC.decode(large).tokenIds()).containsExactly(1, 0x10000, 2);
    }

    @Test
    void leavesASetWideMaskToTheManifest() {
        KnowledgeCodec setWide = new KnowledgeCodec(new Float16(), Optional.of(MASK), LINEAGE);

        KnowledgeRecord stored = setWide.encode(knowledge(1, 2, 3));

        assertThat(payload(stored).remaining())
                .isEqualTo(payload(CODEC.encode(knowledge(1, 2, 3))).remaining() - 4);
        assertThat(setWide.decode(stored).layers().get(0).mask()).isEqualTo(MASK);
    }

    @Test
    void refusesARecordOfAnotherLineage() {
        KnowledgeRecord stored = CODEC.encode(knowledge(1, 2, 3));
        KnowledgeCodec other = new KnowledgeCodec(new Float16(), Optional.empty(), new Lineage(new byte[8]));

        assertThatThrownBy(() -> other.decode(stored))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("sample 41: lineage is 0102030405060708, the set's is 0000000000000000");
    }

    @Test
    void namesSampleAndPlaceOfWhatIsMalformed() {
        assertMalformed(stored -> stored.setTokenIdBytes(3), "sample 41: token ids of 3 bytes");
        assertMalformed(stored -> stored.setTokenIds(ByteBuffer.allocate(5)), "sample 41: 5 bytes of token ids");
        assertMalformed(stored -> stored.setTokenIds(ByteBuffer.allocate(4)), "sample 41: layer 3: kept position 2");
        assertMalformed(stored -> stored.setSecondSegment(4), "sample 41: knowledge: second segment at 4 of 3 tokens");
        assertMalformed(stored -> stored.setLogits(ByteBuffer.allocate(5)), "sample 41: logits of 5 bytes");
        assertMalformed(
                stored -> stored.getLayers().get(0).setPayload(ByteBuffer.allocate(3)), "sample 41: layer 3: payload");
        assertMalformed(stored -> stored.getLayers().get(0).setLayer(-1), "sample 41: layer -1: layer: -1 is not in");
    }

    @Test
    void refusesToStoreWhatIsNotFinite() {
        LayerBlock broken = new LayerBlock(3, new int[] {0}, WidthMask.full(1), new float[] {Float.NaN});
        Knowledge knowledge =
                new Knowledge(41, new int[] {1}, 1, OptionalDouble.empty(), new float[0], List.of(broken));

        assertThatThrownBy(() -> CODEC.encode(knowledge))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("sample 41: layer 3: value 0 is NaN");
    }

    @Test
    void digestsTheRecordsAvroBytes() {
        KnowledgeRecord stored = CODEC.encode(knowledge(101, 30000, 102));

        assertThat(HexFormat.of().formatHex(KnowledgeCodec.recordDigest(stored)))
                .isEqualTo(DIGEST);
        stored.setLabel(0.0);
        assertThat(HexFormat.of().formatHex(KnowledgeCodec.recordDigest(stored)))
                .isNotEqualTo(DIGEST);
    }

    private static void assertMalformed(Consumer<KnowledgeRecord> damage, String message) {
        KnowledgeRecord stored = CODEC.encode(knowledge(101, 30000, 102));
        damage.accept(stored);
        assertThatThrownBy(() -> CODEC.decode(stored))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(message);
    }

    private static ByteBuffer payload(KnowledgeRecord stored) {
        List<LayerKnowledge> layers = stored.getLayers();
        return layers.get(0).getPayload();
    }

    private static Knowledge knowledge(int... tokenIds) {
        LayerBlock block = new LayerBlock(3, new int[] {2, 0}, MASK, new float[] {1, -2, 0.5f, 0, 4, 1024});
        return new Knowledge(41, tokenIds, 3, OptionalDouble.of(1), new float[] {-1, 2}, List.of(block));
    }
}
