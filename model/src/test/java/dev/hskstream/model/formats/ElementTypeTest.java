package dev.hskstream.model.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {
    /** Values from IEEE 754-2019 and Wikipedia's table of half-precision examples. */
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0.0",
        "0x8000, -0.0",
        "0x0001, 0x1p-24",
        "0x03ff, 0x1.ff8p-15",
        "0x0400, 0x1p-14",
        "0x3555, 0.33325195",
        "0x3bff, 0.99951172",
        "0x3c00, 1.0",
        "0x3c01, 1.00097656",
        "0x7bff, 65504.0",
        "0xc000, -2.0",
        "0x8001, -0x1p-24",
        "0x7c00, Infinity",
        "0xfc00, -Infinity",
        "0x7e00, NaN"
    })
    void widensHalfPrecision(String bits, String value) {
        float widened = ElementType.fromHalf((short) (int) Integer.decode(bits));

        assertThat(Float.compare(widened, Float.parseFloat(value))).isZero();
    }

    @Test
    void widensBfloat16ToTheSameUpperHalf() {
        ByteBuffer raw = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x3f80)
                .putShort((short) 0xc049);

        FloatBuffer floats =
                ElementType.BFLOAT16.tensor(new long[] {2}, raw.flip()).floats();

        assertThat(floats.get(0)).isEqualTo(1f);
        assertThat(floats.get(1)).isEqualTo(-3.140625f);
    }

    @Test
    void sharesAlignedDirectFloatsInsteadOfCopying() {
        ByteBuffer raw = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
        HostTensor tensor = ElementType.FLOAT32.tensor(new long[] {2}, raw);

        raw.putFloat(4, 5f);

        assertThat(tensor.floats().get(1)).isEqualTo(5f);
    }

    @Test
    void copiesFloatsThatAreNotAligned() {
        ByteBuffer raw = ByteBuffer.allocateDirect(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1, 2f)
                .putFloat(5, 3f);

        HostTensor tensor = ElementType.FLOAT32.tensor(new long[] {2}, raw.slice(1, 8));

        assertThat(tensor).isEqualTo(HostTensor.of(new long[] {2}, 2f, 3f));
    }

    @Test
    void refusesTooFewBytes() {
        assertThatThrownBy(() -> ElementType.FLOAT16.tensor(new long[] {2}, ByteBuffer.allocate(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HostTensor[2] of FLOAT16 needs 4 bytes, there are 3");
    }
}
