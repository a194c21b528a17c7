package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.formats.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Every conversion between host memory and tensors.
 *
 * <p>A tensor made here over a direct buffer <em>aliases</em> it: no byte is copied, and the buffer must stay reachable
 * until the last operation that reads the tensor or one of its views has run, backward included. The engine ignores a
 * buffer's position, limit and byte order, so all three are checked or normalised here.
 */
public final class Buffers {
    private Buffers() {}

    /** Zeroed off-heap memory in the machine's byte order. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A float32 tensor over the buffer's bytes from its position on. */
    public static NDArray floats(NDManager manager, ByteBuffer buffer, long... shape) {
        return alias(manager, buffer, DataType.FLOAT32, shape);
    }

    /** An int64 tensor over the buffer's bytes from its position on. */
    public static NDArray longs(NDManager manager, ByteBuffer buffer, long... shape) {
        return alias(manager, buffer, DataType.INT64, shape);
    }

    /**
     * {@code x * factor}, safe to differentiate. DJL's own {@code mul(Number)} frees the number's memory before the
     * backward pass reads it, which turns gradients into garbage whenever a garbage collection comes between.
     */
    public static NDArray times(NDArray x, double factor) {
        return x.mul(x.getManager().create((float) factor));
    }

    /** A tensor of its own memory with the host tensor's values. */
    public static NDArray copy(NDManager manager, HostTensor tensor) {
        try (NDArray view = floats(manager, tensor.data(), tensor.shape())) {
            return view.duplicate();
        }
    }

    /** A tensor over the host tensor's memory, which must stay reachable; a copy where the engine cannot read it there. */
    public static NDArray over(NDManager manager, HostTensor tensor) {
        boolean readable = tensor.data().isDirect() && tensor.data().order() == ByteOrder.nativeOrder();
        return readable ? floats(manager, tensor.data(), tensor.shape()) : copy(manager, tensor);
    }

    /** The values of a float32 tensor, copied to host memory. */
    public static HostTensor toHost(NDArray tensor) {
        requireFloat(tensor);
        ByteBuffer source = tensor.toByteBuffer(true);
        ByteBuffer data = ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(source).flip();
        return new HostTensor(tensor.getShape().getShape(), data);
    }

    /** Overwrites the host tensor, which must be of the same size and in memory of its own, with the tensor's values. */
    public static void toHost(NDArray tensor, HostTensor into) {
        requireFloat(tensor);
        into.data().put(tensor.toByteBuffer(true));
    }

    /** The values of a float32 tensor in row-major order. */
    public static float[] toArray(NDArray tensor) {
        requireFloat(tensor);
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return values;
    }

    /**
     * The values of a float32 tensor in row-major order, one array after the other.
     *
     * @param sizes of the arrays; together the tensor's
     */
    public static List<float[]> toArrays(NDArray tensor, int... sizes) {
        requireFloat(tensor);
        FloatBuffer source =
                tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        List<float[]> arrays = new ArrayList<>(sizes.length);
        for (int size : sizes) {
            float[] values = new float[size];
            source.get(values);
            arrays.add(values);
        }
        return arrays;
    }

    private static NDArray alias(NDManager manager, ByteBuffer buffer, DataType type, long... shape) {
        Shape tensorShape = new Shape(shape);
        long bytes = tensorShape.size() * type.getNumOfBytes();
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a tensor can only be laid over a direct buffer");
        }
        if (buffer.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("the buffer is not in this machine's byte order");
        }
        if (buffer.remaining() < bytes) {
            throw new IllegalArgumentException(
                    tensorShape + " needs " + bytes + " bytes, the buffer has " + buffer.remaining());
        }
        ByteBuffer slice =
                buffer.slice(buffer.position(), Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        return manager.create(slice, tensorShape, type);
    }

    private static void requireFloat(NDArray tensor) {
        if (tensor.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("expected a float32 tensor, got " + tensor.getDataType());
        }
    }
}
