package dev.hskstream.model.formats.onnx;

import dev.hskstream.model.formats.ElementType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The element types that exports of BERT use, with their numbers in {@code TensorProto.DataType}. */
public enum OnnxType {
    FLOAT(1, 4, ElementType.FLOAT32),
    UINT8(2, 1, null),
    INT8(3, 1, null),
    INT32(6, 4, null),
    INT64(7, 8, null),
    BOOL(9, 1, null),
    FLOAT16(10, 2, ElementType.FLOAT16),
    DOUBLE(11, 8, ElementType.FLOAT64),
    BFLOAT16(16, 2, ElementType.BFLOAT16);

    private final int number;
    private final int bytes;
    private final @Nullable ElementType floats;

    OnnxType(int number, int bytes, @Nullable ElementType floats) {
        this.number = number;
        this.bytes = bytes;
        this.floats = floats;
    }

    static Optional<OnnxType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    int bytes() {
        return bytes;
    }

    /** The type to convert to float32 from; empty for integers. */
    Optional<ElementType> floats() {
        return Optional.ofNullable(floats);
    }
}
