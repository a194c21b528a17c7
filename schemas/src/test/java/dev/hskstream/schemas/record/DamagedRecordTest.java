package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes are damaged, and however many, the failure is a {@link CodecException} that names the place. */
class DamagedRecordTest {
    private static final int ROUNDS = 30_000;
    private static final Lineage LINEAGE = new Lineage(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final WidthMask MASK = new WidthMask(16, new int[] {1, 7, 15});

    @ParameterizedTest
    @CsvSource({
        // encoding, mask, positions, K = W = H = 65535: the values alone would take 4 to 16 GiB
        "01 01 00 00 ffff ffff ffff",
        "01 02 00 01 ffff ffff ffff",
        "01 03 00 00 ffff ffff ffff",
        "01 01 03 01 ffff ffff ffff",
        "01 03 02 01 ffff ffff ffff",
        // 2^31 / 4 values of 4 bytes: just more than an int can count
        "01 01 00 00 0080 0040 0040",
        "01 03 00 00 ff7f ffff ffff",
    })
    void namesTheLayerOfAHeaderThatAsksForMoreThanAPayloadCanHold(String header) {
        byte[] bytes = HexFormat.of().parseHex((header + "000000000000").replace(" ", ""));

        assertThatThrownBy(() -> LayerBlock.decode(7, ByteBuffer.wrap(bytes), Optional.of(MASK)))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("layer 7: ")
                .hasMessageContaining("tokens of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8"})
    void namesTheLayerOfADamagedPayload(String encoding) {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = payload(encoding, round % 2 == 0);
            damage(bytes, random, Math.min(bytes.length, round % 3 == 0 ? 16 : bytes.length));
            refusedOr("layer 3: ", () -> LayerBlock.decode(3, ByteBuffer.wrap(bytes), Optional.of(MASK)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8"})
    void namesTheSampleOfADamagedRecord(String encoding) {
        KnowledgeCodec codec = new KnowledgeCodec(ValueEncoding.parse(encoding), Optional.empty(), LINEAGE);
        Random random = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = RecordBytes.of(codec.encode(knowledge()));
            damage(bytes, random, bytes.length);
            refusedOr("", () -> RecordBytes.tokens(ByteBuffer.wrap(bytes)));
            Optional<KnowledgeRecord> read = refusedOr("", () -> RecordBytes.parse(ByteBuffer.wrap(bytes)));
            read.ifPresent(record -> {
                record.setLineage(LINEAGE);
                refusedOr("sample " + record.getSample() + ": ", () -> codec.decode(record));
            });
        }
    }

    /** Changes one or more of the first {@code within} bytes at random, half of the time to an extreme value. */
    private static void damage(byte[] bytes, Random random, int within) {
        int count = 1 + random.nextInt(random.nextBoolean() ? 3 : within);
        for (int i = 0; i < count; i++) {
            boolean extreme = random.nextBoolean();
            bytes[random.nextInt(within)] =
                    (byte) (extreme ? List.of(0x00, 0x7f, 0x80, 0xff).get(random.nextInt(4)) : random.nextInt(256));
        }
    }

    private static <T> Optional<T> refusedOr(String place, Supplier<T> decoding) {
        try {
            return Optional.of(decoding.get());
        } catch (CodecException e) {
            assertThat(e.getMessage()).startsWith(place).doesNotContain("overflow");
            return Optional.empty();
        }
    }

    private static byte[] payload(String encoding, boolean setWide) {
        ByteBuffer payload = block().encode(ValueEncoding.parse(encoding), setWide);
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private static LayerBlock block() {
        return new LayerBlock(3, new int[] {2, 0}, MASK, new float[] {1, -2, 0.5f, 0, 4, 1024});
    }

    private static Knowledge knowledge() {
        return new Knowledge(
                41, new int[] {101, 300, 102}, 3, OptionalDouble.of(1), new float[] {-1, 2}, List.of(block(), block()));
    }
}
