package dev.hskstream.model.imports;

import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxTensor;
import java.nio.FloatBuffer;

/**
 * Reverses linear quantisation: {@code (q - zeroPoint) * scale}, with one scale for the whole tensor or one per index
 * of its last axis (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html).
 */
final class Dequantization {
    private Dequantization() {}

    static HostTensor apply(OnnxTensor quantized, OnnxTensor scale, OnnxTensor zeroPoint) {
        long[] shape = quantized.shape();
        int columns = scale.size();
        boolean perColumn = columns > 1 && shape.length > 0 && shape[shape.length - 1] == columns;
        if ((!perColumn && columns != 1) || zeroPoint.size() != columns) {
            throw new UserException("tensor " + quantized.name() + " has " + columns + " scales and " + zeroPoint.size()
                    + " zero points for its shape; only quantisation per tensor or per column can be undone");
        }
        FloatBuffer scales = scale.toFloats().floats();
        HostTensor result = HostTensor.zeros(shape);
        FloatBuffer target = result.floats();
        for (int i = 0; i < quantized.size(); i++) {
            int column = i % columns;
            target.put((quantized.integer(i) - zeroPoint.integer(column)) * scales.get(column));
        }
        return result;
    }
}
