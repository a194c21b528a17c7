package dev.hskstream.schemas.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ValueEncodingTest {
    static final List<ValueEncoding> ENCODINGS = ValueEncoding.ALL;

    @ParameterizedTest
    @CsvSource({"float32, 1", "float16, 2", "int8, 3"})
    void idsAreStable(String spec, byte id) {
        assertThat(ValueEncoding.parse(spec).id()).isEqualTo(id);
        assertThat(ValueEncoding.ofId(id).spec()).isEqualTo(spec);
    }

    @Test
    void refusesNamesAndIdsThatItDoesNotKnow() {
        assertThatThrownBy(() -> ValueEncoding.parse("int4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float32 or float16 or int8");
        assertThatThrownBy(() -> ValueEncoding.ofId((byte) 9))
                .isInstanceOf(CodecException.class)
                .hasMessage("unknown value encoding 9; this build knows 1..3");
        assertThatThrownBy(() -> ValueEncoding.ofId((byte) 0)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "float32, 0000803f 000000bf 00000000 000080c0",
        "float16, 003c 00b8 0000 00c4",
        "int8,    0402013c 0402013d 7f c0 00 81"
    })
    void bytesAreStable(String spec, String expected) {
        assertThat(hex(encode(ValueEncoding.parse(spec), new float[] {1, -0.5f, 0, -4}, 2, 2)))
                .isEqualTo(expected.replace(" ", ""));
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void staysWithinTheErrorItAllows(ValueEncoding encoding) {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            int tokens = 1 + random.nextInt(5);
            int units = 1 + random.nextInt(40);
            float[] values = new float[tokens * units];
            double size = Math.pow(10, random.nextInt(60) - 42);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * size);
            }

            float[] read = decode(encoding, encode(encoding, values, tokens, units), tokens, units);

            for (int t = 0; t < tokens; t++) {
                float[] row = Arrays.copyOfRange(values, t * units, (t + 1) * units);
                double allowed = encoding.maxError(row);
                for (int u = 0; u < units; u++) {
                    assertThat(Math.abs((double) row[u] - read[t * units + u])).isLessThanOrEqualTo(allowed);
                }
            }
        }
    }

    @Test
    void allowsNoMoreThanAHalfStepOfTheNumberFormat() {
        assertThat(new Float32().maxError(new float[] {3})).isZero();
        assertThat(new Float16().maxError(new float[] {1})).isEqualTo(0x1p-11);
        assertThat(new Float16().maxError(new float[] {70000})).isEqualTo(70000 - 65504);
        assertThat(new Int8PerToken().maxError(new float[] {127, 1})).isBetween(0.5, 0.50002);
    }

    @ParameterizedTest
    @FieldSource("ENCODINGS")
    void refusesWhatIsNotFinite(ValueEncoding encoding) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> encode(encoding, new float[] {1, 2, bad, 4}, 2, 2))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("value 2 is " + bad);
        }
    }

    @Test
    void refusesStoredNumbersThatAreNotFinite() {
        assertThatThrownBy(() -> decode(new Float32(), bytes("0000807f"), 1, 1)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(new Float16(), bytes("007c"), 1, 1)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(new Float16(), bytes("01fe"), 1, 1)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(new Int8PerToken(), bytes("0000c07f01"), 1, 1))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> decode(new Int8PerToken(), bytes("000080bf01"), 1, 1))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void keepsAnAllZeroRowExactlyZeroInInt8() {
        float[] read = decode(new Int8PerToken(), encode(new Int8PerToken(), new float[] {0, -0f, 5, 1}, 2, 2), 2, 2);

        assertThat(read[0]).isZero();
        assertThat(read[1]).isZero();
        assertThat(read[2]).isEqualTo(5);
    }

    @Test
    void readsEveryHalfExactlyAndWritesItBack() {
        for (int half = 0; half < 0x7c00; half++) {
            float expected = half < 0x400 ? half * 0x1p-24f : Math.scalb(1 + (half & 0x3ff) / 1024f, (half >> 10) - 15);
            assertThat(Float16.toFloat((short) half)).isEqualTo(expected);
            assertThat(Float16.toFloat((short) (half | 0x8000))).isEqualTo(-expected);
            assertThat(Float16.toHalf(expected)).isEqualTo((short) half);
            assertThat(Float16.toHalf(-expected)).isEqualTo((short) (half | 0x8000));
        }
    }

    @Test
    void roundsHalvesToEvenAndClampsTheLargest() {
        for (int half = 0; half < 0x7bff; half++) {
            float middle = (Float16.toFloat((short) half) + Float16.toFloat((short) (half + 1))) / 2;
            assertThat(Float16.toHalf(middle)).isEqualTo((short) (half + (half & 1)));
            assertThat(Float16.toHalf(Math.nextUp(middle))).isEqualTo((short) (half + 1));
            assertThat(Float16.toHalf(Math.nextDown(middle))).isEqualTo((short) half);
        }
        assertThat(Float16.toHalf(65520f)).isEqualTo((short) 0x7bff);
        assertThat(Float16.toHalf(-Float.MAX_VALUE)).isEqualTo((short) 0xfbff);
    }

    @Test
    void writesBlocksOfHalvesAsItWritesOne() {
        Random random = new Random(11);
        for (int count = 1; count < 1200; count += 1 + random.nextInt(20)) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextInt(8) > 0 ? (float) random.nextGaussian() : anyFinite(random);
            }

            ByteBuffer written = encode(new Float16(), values, 1, count).order(ByteOrder.LITTLE_ENDIAN);

            for (float value : values) {
                assertThat(written.getShort()).as("%s", value).isEqualTo(Float16.toHalf(value));
            }
        }
    }

    /** A float with random bits, or one at a rounding boundary. */
    private static float anyFinite(Random random) {
        float any = Float.intBitsToFloat(random.nextInt());
        float edge = Float.intBitsToFloat((random.nextInt(0x600) << 18 | 0x1000) + random.nextInt(3) - 1);
        float limit = (random.nextBoolean() ? 65520f : 0x1p-14f) * (1 + (random.nextInt(9) - 4) * 0x1p-23f);
        float chosen = random.nextBoolean() ? any : random.nextBoolean() ? edge : -limit;
        return Float.isFinite(chosen) ? chosen : 0;
    }

    private static ByteBuffer encode(ValueEncoding encoding, float[] values, int tokens, int units) {
        ByteBuffer out = ByteBuffer.allocate(encoding.bytes(tokens, units));
        encoding.encode(values, tokens, units, out);
        assertThat(out.hasRemaining()).isFalse();
        return out.flip();
    }

    private static float[] decode(ValueEncoding encoding, ByteBuffer in, int tokens, int units) {
        float[] values = new float[tokens * units];
        encoding.decode(in, tokens, units, values, 0);
        assertThat(in.hasRemaining()).isFalse();
        return values;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return HexFormat.of().formatHex(all);
    }
}
