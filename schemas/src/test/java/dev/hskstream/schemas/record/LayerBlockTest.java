package dev.hskstream.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.encoding.Float16;
import dev.hskstream.schemas.encoding.Float32;
import dev.hskstream.schemas.encoding.Int8PerToken;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerBlockTest {
    /** The worked example of schemas/README.md. */
    private static final String EXAMPLE = "01 02 02 01 0200 0300 1000 000000000000" // header
            + "0200 0000" // positions 2, 0
            + "8280" // units 1, 7, 15
            + "0000" // padding
            + "003c 00c0 0038 0000 0044 0064"; // values

    private static final LayerBlock BLOCK = new LayerBlock(
            3, new int[] {2, 0}, new WidthMask(16, new int[] {1, 7, 15}), new float[] {1, -2, 0.5f, 0, 4, 1024});

    @Test
    void writesTheBytesOfTheDocumentedExample() {
        assertThat(hex(BLOCK.encode(new Float16(), false))).isEqualTo(EXAMPLE.replace(" ", ""));
    }

    @Test
    void writesEveryLayoutAsPinned() {
        WidthMask few = new WidthMask(40, new int[] {3, 33});
        LayerBlock indices = new LayerBlock(1, new int[] {0, 1}, few, new float[] {1, 2, 3, 4});
        LayerBlock all = new LayerBlock(1, new int[] {0}, WidthMask.full(2), new float[] {0, -127});

        assertThat(hex(indices.encode(new Float32(), false)))
                .isEqualTo("0101030002000200280000000000000003002100" + "0000803f000000400000404000008040");
        assertThat(hex(indices.encode(new Float32(), true)))
                .isEqualTo("01010100020002002800000000000000" + "0000803f000000400000404000008040");
        assertThat(hex(all.encode(new Int8PerToken(), true)))
                .isEqualTo("01030000010002000200000000000000" + "0000803f" + "0081");
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            LayerBlock block = random(random);
            boolean setWide = random.nextBoolean();
            ByteBuffer payload = block.encode(new Float32(), setWide);

            LayerBlock read = LayerBlock.decode(block.layer(), payload, Optional.of(block.mask()));

            assertThat(read.positions()).containsExactly(block.positions());
            assertThat(read.mask()).isEqualTo(block.mask());
            assertThat(read.values()).containsExactly(block.values());
            assertThat(payload.position()).isZero();
        }
    }

    @Test
    void storesTheSmallerOfBitmapAndIndices() {
        for (int units = 1; units <= 64; units++) {
            int[] first = IntStream.range(0, units).toArray();
            LayerBlock block = new LayerBlock(0, new int[] {0}, new WidthMask(1000, first), new float[units]);
            int maskBytes = Math.min(2 * units, 125);

            assertThat(block.encode(new Float32(), false).remaining())
                    .isEqualTo((16 + maskBytes + 3) / 4 * 4 + 4 * units);
        }
    }

    @Test
    void refusesEveryTruncationAndAnythingLeftOver() {
        byte[] whole = bytes(EXAMPLE);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(cut))
                    .isInstanceOf(CodecException.class)
                    .hasMessageStartingWith("layer 3: payload")
                    .hasMessageContaining("truncated");
        }
        assertThatThrownBy(() -> decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> decode(changed(0, 2))).hasMessageContaining("unknown payload layout 2");
        assertThatThrownBy(() -> decode(changed(1, 9)))
                .hasMessage("layer 3: unknown value encoding 9; this build knows 1..3");
        assertThatThrownBy(() -> decode(changed(2, 4))).hasMessageContaining("unknown width mask id 4");
        assertThatThrownBy(() -> decode(changed(3, 255))).hasMessageContaining("unknown positions id 255");
        assertThatThrownBy(() -> decode(changed(12, 1))).hasMessageContaining("reserved header byte 12");
        assertThatThrownBy(() -> decode(changed(4, 0))).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(changed(20, 0x80))).hasMessageContaining("width mask keeps 2 of 16");
    }

    @Test
    void wantsTheSetsMaskWhereTheRecordHasNone() {
        ByteBuffer payload = BLOCK.encode(new Float32(), true);

        assertThatThrownBy(() -> LayerBlock.decode(3, payload, Optional.empty()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("the set has none");
        assertThatThrownBy(() -> LayerBlock.decode(3, payload, Optional.of(new WidthMask(16, new int[] {1}))))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void survivesRandomDamageWithoutAnyOtherException() {
        Random random = new Random(9);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = bytes(EXAMPLE);
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(20)] = (byte) random.nextInt(256);
            try {
                decode(damaged);
            } catch (CodecException e) {
                assertThat(e.getMessage()).startsWith("layer 3: ");
            }
        }
    }

    @Test
    void gathersTheKeptUnitsOfWholeRows() {
        WidthMask mask = new WidthMask(3, new int[] {0, 2});

        LayerBlock block = LayerBlock.gather(1, new int[] {4, 2}, mask, new float[] {1, 2, 3, 4, 5, 6});

        assertThat(block.values()).containsExactly(1, 3, 4, 6);
    }

    private static LayerBlock random(Random random) {
        int hidden = 1 + random.nextInt(100);
        int[] units = random.ints(1 + random.nextInt(hidden), 0, hidden)
                .distinct()
                .sorted()
                .toArray();
        int[] positions = random.ints(1 + random.nextInt(9), 0, 512).distinct().toArray();
        float[] values = new float[positions.length * units.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new LayerBlock(random.nextInt(13), positions, new WidthMask(hidden, units), values);
    }

    private static LayerBlock decode(byte[] payload) {
        return LayerBlock.decode(3, ByteBuffer.wrap(payload), Optional.empty());
    }

    private static byte[] changed(int at, int value) {
        byte[] bytes = bytes(EXAMPLE);
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return HexFormat.of().formatHex(all);
    }
}
