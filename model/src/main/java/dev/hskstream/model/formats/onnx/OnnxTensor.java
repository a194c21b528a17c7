package dev.hskstream.model.formats.onnx;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A constant of a graph.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param raw the elements, little-endian
 */
@SuppressWarnings("ArrayRecordComponent")
public record OnnxTensor(String name, OnnxType type, long[] shape, ByteBuffer raw) {
    public OnnxTensor {
        raw = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (raw.capacity() != Math.multiplyExact(HostTensor.sizeOf(shape), type.bytes())) {
            throw new UserException("tensor " + name + " " + type + Arrays.toString(shape) + " has " + raw.capacity()
                    + " bytes of data");
        }
    }

    /** The number of elements. */
    public int size() {
        return raw.capacity() / type.bytes();
    }

    public boolean isFloat() {
        return type.floats().isPresent();
    }

    /**
     * Converts the elements to float32.
     *
     * @throws UserException if they are integers
     */
    public HostTensor toFloats() {
        return type.floats()
                .orElseThrow(
                        () -> new UserException("tensor " + name + " holds " + type + ", not floating-point numbers"))
                .tensor(shape, raw.duplicate());
    }

    /** Returns the integer at {@code index} of the flattened tensor. */
    public long integer(int index) {
        return switch (type) {
            case INT8, BOOL -> raw.get(index);
            case UINT8 -> Byte.toUnsignedInt(raw.get(index));
            case INT32 -> raw.getInt(4 * index);
            case INT64 -> raw.getLong(8 * index);
            default -> throw new UserException("tensor " + name + " holds " + type + ", not integers");
        };
    }
}
