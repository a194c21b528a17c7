package dev.hskstream.model.formats.torch;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A view of a storage: the element with index {@code i} is at {@code offset + sum i_d * stride_d}.
 *
 * @param offset in elements, not bytes
 * @param shape dimensions, outermost first
 * @param stride in elements, for each dimension
 */
@SuppressWarnings("ArrayRecordComponent")
record StridedTensor(Storage storage, long offset, long[] shape, long[] stride) {
    StridedTensor {
        if (shape.length != stride.length || offset < 0 || Arrays.stream(stride).anyMatch(s -> s < 0)) {
            throw new UserException(
                    "a tensor has the shape " + Arrays.toString(shape) + " but the strides " + Arrays.toString(stride));
        }
        long last = offset;
        for (int d = 0; d < shape.length; d++) {
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[d] - 1), stride[d]));
        }
        if (HostTensor.sizeOf(shape) > 0 && last >= storage.size()) {
            throw new UserException("a tensor of shape " + Arrays.toString(shape) + " reaches beyond its storage");
        }
    }

    HostTensor read() {
        return isContiguous() ? view() : gather();
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1 && stride[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    private HostTensor view() {
        int bytes = storage.elements().bytes();
        ByteBuffer part = storage.bytes().slice((int) (offset * bytes), (int) (HostTensor.sizeOf(shape) * bytes));
        return storage.elements().tensor(shape, part);
    }

    private HostTensor gather() {
        FloatBuffer source = storage.elements()
                .tensor(new long[] {storage.size()}, storage.bytes())
                .floats();
        HostTensor tensor = HostTensor.zeros(shape);
        gather(source, offset, 0, tensor.floats());
        return tensor;
    }

    private void gather(FloatBuffer source, long at, int dimension, FloatBuffer target) {
        if (dimension == shape.length) {
            target.put(source.get((int) at));
            return;
        }
        for (long i = 0; i < shape[dimension]; i++) {
            gather(source, at + i * stride[dimension], dimension + 1, target);
        }
    }
}
