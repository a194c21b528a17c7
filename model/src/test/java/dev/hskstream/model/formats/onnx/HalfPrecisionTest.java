package dev.hskstream.model.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 16-bit weights in a graph, in {@code raw_data} or as elements of {@code int32_data}. */
class HalfPrecisionTest {
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;

    /**
     * Bit patterns; the expected float32 values come from numpy 2: {@code np.array([p], np.uint16).view(np.float16)}.
     */
    private static final int[] PATTERNS = {
        0x0000, 0x8000, 0x0001, 0x8001, 0x03ff, 0x83ff, 0x0400, 0x3c00, 0xbc00, 0x3555, 0x7bff, 0xfbff, 0x7c00, 0xfc00
    };

    private static final int[] FLOAT32 = {
        0x00000000,
        0x80000000,
        0x33800000,
        0xb3800000,
        0x387fc000,
        0xb87fc000,
        0x38800000,
        0x3f800000,
        0xbf800000,
        0x3eaaa000,
        0x477fe000,
        0xc77fe000,
        0x7f800000,
        0xff800000
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isReadBitByBit(boolean raw) throws IOException {
        FloatBuffer floats = tensor(FLOAT16, raw, PATTERNS).toFloats().floats();

        for (int i = 0; i < PATTERNS.length; i++) {
            assertThat(Integer.toHexString(Float.floatToRawIntBits(floats.get(i))))
                    .as(Integer.toHexString(PATTERNS[i]))
                    .isEqualTo(Integer.toHexString(FLOAT32[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsWhatIsNoNumberWhateverItsBits(boolean raw) throws IOException {
        FloatBuffer floats = tensor(FLOAT16, raw, 0x7c01, 0x7e00, 0x7fff, 0xfc01, 0xfe00, 0xffff)
                .toFloats()
                .floats();

        while (floats.hasRemaining()) {
            assertThat(floats.get()).isNaN();
        }
    }

    /** IEEE 754-2019, 3.4: sign, exponent with bias 15, 10-bit fraction; computed with powers for every pattern. */
    @Test
    void isWhatTheStandardSaysForAllPatterns() throws IOException {
        int[] all = new int[1 << 16];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        FloatBuffer floats = tensor(FLOAT16, true, all).toFloats().floats();

        for (int pattern : all) {
            int exponent = pattern >> 10 & 31;
            double fraction = (pattern & 1023) / 1024.0;
            double size = exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15.0);
            if (exponent == 31) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            float expected = (float) (pattern < 1 << 15 ? size : -size);
            assertThat(Float.compare(floats.get(pattern), expected))
                    .as(Integer.toHexString(pattern))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bfloat16IsTheUpperHalfOfAFloat32(boolean raw) throws IOException {
        FloatBuffer floats = tensor(BFLOAT16, raw, 0x8000, 0x0001, 0x3f80, 0xc049, 0x7f80, 0xff80)
                .toFloats()
                .floats();

        int[] expected = {0x80000000, 0x00010000, 0x3f800000, 0xc0490000, 0x7f800000, 0xff800000};
        for (int bits : expected) {
            assertThat(Float.floatToRawIntBits(floats.get())).isEqualTo(bits);
        }
    }

    /** Serialises a {@code TensorProto}: dims 1, data_type 2, int32_data 5 (packed), name 8, raw_data 9. */
    private static OnnxTensor tensor(int type, boolean raw, int... patterns) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt64(1, patterns.length);
        out.writeInt32(2, type);
        out.writeString(8, "w");
        if (raw) {
            ByteBuffer data = ByteBuffer.allocate(2 * patterns.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int pattern : patterns) {
                data.putShort((short) pattern);
            }
            out.writeBytes(9, ByteString.copyFrom(data.flip()));
        } else {
            for (int pattern : patterns) {
                out.writeInt32(5, pattern);
            }
        }
        out.flush();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        CodedOutputStream outer = CodedOutputStream.newInstance(message);
        outer.writeByteArrayNoTag(bytes.toByteArray());
        outer.flush();
        return TensorParser.read(CodedInputStream.newInstance(message.toByteArray()), new ExternalData(Path.of("")));
    }
}
