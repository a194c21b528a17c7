package dev.hskstream.schemas.readme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads knowledge records in plain Java, without this project's code: Avro binary, payloads and values as
 * schemas/README.md describes them.
 */
final class WordsReader {
    private final ByteBuffer in;

    private WordsReader(byte[] avro) {
        this.in = ByteBuffer.wrap(avro);
    }

    /** A decoded record. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            long sample,
            byte[] lineage,
            int[] tokenIds,
            int secondSegment,
            @Nullable Double label,
            float[] logits,
            List<Layer> layers) {}

    /** A decoded payload of one layer. */
    @SuppressWarnings("ArrayRecordComponent")
    record Layer(int layer, int[] positions, int[] units, int hidden, float[][] values) {}

    /** Reads the fields in the order of the schema. */
    static Row read(byte[] avro, int[] setWide) {
        WordsReader reader = new WordsReader(avro);
        long sample = reader.number();
        byte[] lineage = reader.raw(8);
        byte[] ids = reader.bytes();
        int idBytes = (int) reader.number();
        int second = (int) reader.number();
        Double label = reader.number() == 0 ? null : reader.little(8).getDouble();
        ByteBuffer logits = ByteBuffer.wrap(reader.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[logits.remaining() / 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = logits.getFloat();
        }
        List<Layer> layers = new ArrayList<>();
        for (long block = reader.number(); block != 0; block = reader.number()) {
            if (block < 0) {
                block = -block;
                reader.number();
            }
            for (long i = 0; i < block; i++) {
                layers.add(layer((int) reader.number(), reader.bytes(), setWide));
            }
        }
        if (reader.in.hasRemaining()) {
            throw new AssertionError("bytes are left");
        }
        return new Row(sample, lineage, tokenIds(ids, idBytes), second, label, values, layers);
    }

    /** Decodes a payload by the text's table of offsets. */
    static Layer layer(int number, byte[] payload, int[] setWide) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        if (in.get(0) != 1) {
            throw new AssertionError("layout " + in.get(0));
        }
        int encoding = in.get(1);
        int mask = in.get(2);
        int k = in.getShort(4) & 0xffff;
        int w = in.getShort(6) & 0xffff;
        int h = in.getShort(8) & 0xffff;
        for (int reserved = 10; reserved < 16; reserved++) {
            if (in.get(reserved) != 0) {
                throw new AssertionError("reserved byte " + reserved);
            }
        }
        in.position(16);
        int[] positions = new int[k];
        for (int i = 0; i < k; i++) {
            positions[i] = in.get(3) == 1 ? in.getShort() & 0xffff : i;
        }
        int[] units = units(in, mask, w, h, setWide);
        while (in.position() % 4 != 0) {
            if (in.get() != 0) {
                throw new AssertionError("padding");
            }
        }
        float[][] values = values(in, encoding, k, w);
        if (in.hasRemaining()) {
            throw new AssertionError("the payload does not end with its last value");
        }
        return new Layer(number, positions, units, h, values);
    }

    private static int[] units(ByteBuffer in, int mask, int w, int h, int[] setWide) {
        int[] units = new int[w];
        switch (mask) {
            case 0 -> {
                for (int u = 0; u < h; u++) {
                    units[u] = u;
                }
            }
            case 1 -> System.arraycopy(setWide, 0, units, 0, w);
            case 2 -> {
                byte[] bitmap = new byte[(h + 7) / 8];
                in.get(bitmap);
                for (int u = 0, at = 0; u < h; u++) {
                    if (((bitmap[u / 8] >> (u % 8)) & 1) == 1) {
                        units[at++] = u;
                    }
                }
            }
            case 3 -> {
                for (int i = 0; i < w; i++) {
                    units[i] = in.getShort() & 0xffff;
                }
            }
            default -> throw new AssertionError("mask " + mask);
        }
        return units;
    }

    private static float[][] values(ByteBuffer in, int encoding, int k, int w) {
        float[] scales = new float[k];
        for (int i = 0; i < k && encoding == 3; i++) {
            scales[i] = in.getFloat();
        }
        float[][] values = new float[k][w];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < w; j++) {
                values[i][j] = switch (encoding) {
                    case 1 -> in.getFloat();
                    case 2 -> half(in.getShort() & 0xffff);
                    case 3 -> in.get() * scales[i];
                    default -> throw new AssertionError("encoding " + encoding);
                };
            }
        }
        return values;
    }

    /** Decodes an IEEE 754 binary16 number. */
    private static float half(int bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        double magnitude = exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) (bits >> 15 == 1 ? -magnitude : magnitude);
    }

    private static int[] tokenIds(byte[] bytes, int width) {
        int[] ids = new int[bytes.length / width];
        for (int i = 0; i < ids.length; i++) {
            for (int b = 0; b < width; b++) {
                ids[i] |= (bytes[i * width + b] & 0xff) << (8 * b);
            }
        }
        return ids;
    }

    /** SHA-256 over the concatenated parts. */
    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A text as UTF-8, preceded by its length as 4 bytes big-endian. */
    static byte[] text(String text) {
        return sized(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes, preceded by their length as 4 bytes big-endian. */
    static byte[] sized(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** A number as 4 bytes big-endian. */
    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** Decodes Avro's zigzag varint. */
    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    private byte[] bytes() {
        return raw((int) number());
    }

    private byte[] raw(int size) {
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    private ByteBuffer little(int size) {
        return ByteBuffer.wrap(raw(size)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
