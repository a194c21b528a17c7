package dev.hskstream.model.formats.safetensors;

import dev.hskstream.model.formats.ElementType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The element types of the format, by their names in the header. Only floating-point types can be weights. */
enum StoredType {
    F64(ElementType.FLOAT64, 8),
    F32(ElementType.FLOAT32, 4),
    F16(ElementType.FLOAT16, 2),
    BF16(ElementType.BFLOAT16, 2),
    I64(null, 8),
    U64(null, 8),
    I32(null, 4),
    U32(null, 4),
    I16(null, 2),
    U16(null, 2),
    I8(null, 1),
    U8(null, 1),
    BOOL(null, 1);

    private final @Nullable ElementType floats;
    private final int bytes;

    StoredType(@Nullable ElementType floats, int bytes) {
        this.floats = floats;
        this.bytes = bytes;
    }

    /** The type to read weights as; empty for integers. */
    Optional<ElementType> floats() {
        return Optional.ofNullable(floats);
    }

    int bytes() {
        return bytes;
    }
}
