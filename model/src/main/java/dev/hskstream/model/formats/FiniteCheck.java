package dev.hskstream.model.formats;

import java.nio.IntBuffer;

/** Checks that all elements of a tensor are finite. */
public final class FiniteCheck {
    /** The bits of positive infinity. Without the sign bit, those of a NaN are greater. */
    private static final int INFINITY = 0x7f800000;

    private static final int WITHOUT_SIGN = 0x7fffffff;
    private static final int CHUNK = 8192;

    private FiniteCheck() {}

    /**
     * Reads the tensor once.
     *
     * @param name the tensor's name, for the error message
     * @throws NonFiniteTensorException naming the first element that is NaN or infinite
     */
    public static void require(String name, HostTensor tensor) {
        IntBuffer bits = tensor.data().asIntBuffer();
        int[] chunk = new int[CHUNK];
        while (bits.hasRemaining()) {
            int start = bits.position();
            int length = Math.min(CHUNK, bits.remaining());
            bits.get(chunk, 0, length);
            if (largest(chunk, length) >= INFINITY) {
                refuse(name, chunk, start);
            }
        }
    }

    /** Returns the largest magnitude, as bits. The loop has no branch, so that the JIT compiler can vectorise it. */
    private static int largest(int[] bits, int length) {
        int largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, bits[i] & WITHOUT_SIGN);
        }
        return largest;
    }

    private static void refuse(String name, int[] bits, long start) {
        int i = 0;
        while ((bits[i] & WITHOUT_SIGN) < INFINITY) {
            i++;
        }
        throw new NonFiniteTensorException(name, Float.intBitsToFloat(bits[i]), start + i);
    }
}
