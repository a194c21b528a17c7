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
 * Host memory allocated by PyTorch, outside the Java heap. The JVM's limit on direct buffers does not apply to it; by
 * default that limit equals the heap size, too small for a second copy of a large model. Closing frees its tensors.
 */
public final class HostMemory implements AutoCloseable {
    private final NDManager manager = Tensors.engine().newBaseManager(Device.cpu());

    /** Creates a tensor of zeros. */
    public HostTensor zeros(long... shape) {
        return view(manager.zeros(new Shape(shape)));
    }

    /** Copies the tensors, one at a time. */
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
     * Makes PyTorch's float32 tensors readable one at a time: those in host memory directly, without a copy; those on a
     * GPU through one buffer, as large as the largest of them.
     *
     * @param tensors by name; they must stay open while they are read
     */
    public static Map<String, TensorSource> sources(Map<String, NDArray> tensors) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        Window window = new Window();
        tensors.forEach((name, tensor) -> sources.put(name, new EngineTensor(tensor, window)));
        return sources;
    }

    /** Returns a view of a tensor in host memory, valid while the tensor is open. */
    private static HostTensor view(NDArray tensor) {
        return new HostTensor(tensor.getShape().getShape(), tensor.toByteBuffer(true));
    }

    /** One tensor of a group that shares a window. */
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

    /** A reusable buffer through which tensors are read one after the other. */
    private static final class Window {
        private ByteBuffer memory = ByteBuffer.allocateDirect(0);

        HostTensor copy(NDArray tensor) {
            int bytes = Math.toIntExact(Float.BYTES * tensor.size());
            if (memory.capacity() < bytes) {
                memory = ByteBuffer.allocateDirect(bytes);
            }
            HostTensor copy = new HostTensor(tensor.getShape().getShape(), memory.slice(0, bytes));
            // toByteBuffer of a tensor on a GPU leaves a copy with the tensor's manager until that is closed, so the
            // tensor is copied to the CPU first.
            try (NDArray here = tensor.toDevice(Device.cpu(), true)) {
                Buffers.toHost(here, copy);
            }
            return copy;
        }
    }
}
