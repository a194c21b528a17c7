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
 * All conversions between host memory and tensors.
 *
 * <p>A tensor created here from a direct buffer <em>aliases</em> it: nothing is copied, and the buffer must stay
 * reachable until the last operation, backward pass included, that reads the tensor or a view of it has run. DJL
 * ignores a buffer's position, limit and byte order, so these are checked or normalised here.
 */
public final class Buffers {
    private Buffers() {}

    /** Allocates zeroed off-heap memory in the machine's byte order. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Creates a float32 tensor that aliases the buffer from its position on. */
    public static NDArray floats(NDManager manager, ByteBuffer buffer, long... shape) {
        return alias(manager, buffer, DataType.FLOAT32, shape);
    }

    /** Creates an int64 tensor that aliases the buffer from its position on. */
    public static NDArray longs(NDManager manager, ByteBuffer buffer, long... shape) {
        return alias(manager, buffer, DataType.INT64, shape);
    }

    /**
     * Computes {@code x * factor} such that it can be differentiated. DJL's {@code mul(Number)} frees the number's
     * memory before the backward pass reads it, so a garbage collection in between corrupts gradients.
     */
    public static NDArray times(NDArray x, double factor) {
        return x.mul(x.getManager().create((float) factor));
    }

    /** Creates a tensor with a copy of the host tensor's values. */
    public static NDArray copy(NDManager manager, HostTensor tensor) {
        try (NDArray view = floats(manager, tensor.data(), tensor.shape())) {
            return view.duplicate();
        }
    }

    /**
     * Creates a tensor that aliases the host tensor's memory, which must stay reachable; a copy if PyTorch cannot read
     * the memory directly.
     */
    public static NDArray over(NDManager manager, HostTensor tensor) {
        boolean readable = tensor.data().isDirect() && tensor.data().order() == ByteOrder.nativeOrder();
        return readable ? floats(manager, tensor.data(), tensor.shape()) : copy(manager, tensor);
    }

    /** Copies the values of a float32 tensor to host memory. */
    public static HostTensor toHost(NDArray tensor) {
        requireFloat(tensor);
        ByteBuffer source = tensor.toByteBuffer(true);
        ByteBuffer data = ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(source).flip();
        return new HostTensor(tensor.getShape().getShape(), data);
    }

    /**
     * Overwrites the host tensor with the tensor's values.
     *
     * @param into of the same size, with memory of its own
     */
    public static void toHost(NDArray tensor, HostTensor into) {
        requireFloat(tensor);
        into.data().put(tensor.toByteBuffer(true));
    }

    /** Returns the values of a float32 tensor in row-major order. */
    public static float[] toArray(NDArray tensor) {
        requireFloat(tensor);
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return values;
    }

    /**
     * Returns the values of a float32 tensor in row-major order, divided into arrays.
     *
     * @param sizes lengths of the arrays; their sum is at most the number of elements
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
