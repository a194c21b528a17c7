package dev.hskstream.model.formats;

import java.nio.IntBuffer;

/** Tells whether all numbers of a tensor are finite. */
public final class FiniteCheck {
    /** Bits of positive infinity; those of a NaN are larger once the sign is left out. */
    private static final int INFINITY = 0x7f800000;

    private static final int WITHOUT_SIGN = 0x7fffffff;
    private static final int CHUNK = 8192;

    private FiniteCheck() {}

    /**
     * Reads the tensor once.
     *
     * @param name of the tensor, for the message
     * @throws NonFiniteTensorException naming the first number that is NaN or an infinity
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

    /** The loop has no branch, so that the compiler can make it one of vectors. */
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
