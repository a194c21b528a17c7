package dev.hskstream.model.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Host memory that the engine gives: outside the heap, and outside the JVM's limit on direct buffers, which is as large as
 * the heap's and would be too small for a second copy of a large model. Closing it frees the tensors in it.
 */
public final class HostMemory implements AutoCloseable {
    private final NDManager manager = Tensors.engine().newBaseManager(Device.cpu());

    /** A new tensor of zeros. */
    public HostTensor zeros(long... shape) {
        return view(manager.zeros(new Shape(shape)));
    }

    /** Copies the tensors, one after the other. */
    public Map<String, HostTensor> copy(Map<String, ? extends TensorSource> sources) {
        Map<String, HostTensor> copies = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            HostTensor copy = zeros(source.shape());
            copy.data().put(source.values().data());
            copies.put(name, copy);
        });
        return copies;
    }

    @Override
    public void close() {
        manager.close();
    }

    /**
     * The engine's float32 tensors, to be read one at a time: those in host memory where they are, without a copy; those on
     * a graphics card through one buffer, as large as the largest of them.
     *
     * @param tensors by name; they must stay open as long as they are read
     */
    public static Map<String, TensorSource> sources(Map<String, NDArray> tensors) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        Window window = new Window();
        tensors.forEach((name, tensor) -> sources.put(name, new EngineTensor(tensor, window)));
        return sources;
    }

    /** A view of a tensor in host memory, as long as that is open. */
    private static HostTensor view(NDArray tensor) {
        return new HostTensor(tensor.getShape().getShape(), tensor.toByteBuffer(true));
    }

    /** One of a group that shares its window. */
    private record EngineTensor(NDArray tensor, Window window) implements TensorSource {
        @Override
        public long[] shape() {
            return tensor.getShape().getShape();
        }

        @Override
        public HostTensor values() {
            boolean here = !tensor.getDevice().isGpu() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
            return here ? view(tensor) : window.copy(tensor);
        }
    }

    /** Memory through which tensors are read, one after the other. */
    private static final class Window {
        private ByteBuffer memory = ByteBuffer.allocateDirect(0);

        HostTensor copy(NDArray tensor) {
            int bytes = Math.toIntExact(Float.BYTES * tensor.size());
            if (memory.capacity() < bytes) {
                memory = ByteBuffer.allocateDirect(bytes);
            }
            HostTensor copy = new HostTensor(tensor.getShape().getShape(), memory.slice(0, bytes));
            // A tensor that is asked for its bytes on a card would leave its copy with its manager until that is
            // closed.
            try (NDArray here = tensor.toDevice(Device.cpu(), true)) {
                Buffers.toHost(here, copy);
            }
            return copy;
        }
    }
}
