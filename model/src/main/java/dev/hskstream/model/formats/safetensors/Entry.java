package dev.hskstream.model.formats.safetensors;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import java.util.Arrays;

/**
 * A tensor's entry in the header.
 *
 * @param begin offset of the tensor's first byte, counted from the first byte after the header
 * @param end offset after the tensor's last byte, counted likewise
 */
@SuppressWarnings("ArrayRecordComponent")
record Entry(String name, StoredType type, long[] shape, long begin, long end) {
    Entry {
        long bytes = bytes(name, type, shape);
        if (begin < 0 || end - begin != bytes) {
            throw new UserException("tensor " + name + " " + type + Arrays.toString(shape) + " needs " + bytes
                    + " bytes, its data_offsets are [" + begin + ", " + end + "]");
        }
    }

    private static long bytes(String name, StoredType type, long[] shape) {
        try {
            return Math.multiplyExact(HostTensor.sizeOf(shape), type.bytes());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new UserException("tensor " + name + " has an impossible shape " + Arrays.toString(shape), e);
        }
    }
}
