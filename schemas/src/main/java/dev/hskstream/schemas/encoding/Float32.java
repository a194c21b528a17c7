package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** IEEE 754 binary32, unchanged. */
public record Float32() implements ValueEncoding {
    @Override
    public byte id() {
        return 1;
    }

    @Override
    public String spec() {
        return "float32";
    }

    @Override
    public int bytes(int tokens, int units) {
        return Math.multiplyExact(Float.BYTES, Math.multiplyExact(tokens, units));
    }

    @Override
    public void encode(float[] values, int tokens, int units, ByteBuffer out) {
        int count = tokens * units;
        Numbers.largest(values, 0, count);
        out.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, 0, count);
        out.position(out.position() + bytes(tokens, units));
    }

    @Override
    public void decode(ByteBuffer in, int tokens, int units, float[] values, int offset) {
        int count = tokens * units;
        in.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, offset, count);
        in.position(in.position() + bytes(tokens, units));
        Numbers.largest(values, offset, offset + count);
    }

    @Override
    public double maxError(float[] row) {
        return 0;
    }

    @Override
    public String toString() {
        return spec();
    }
}
