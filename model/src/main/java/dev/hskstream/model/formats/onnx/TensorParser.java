package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import dev.hskstream.base.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a {@code TensorProto}. The elements are in {@code raw_data} or in a field that depends on their type. */
final class TensorParser {
    private final List<Long> shape = new ArrayList<>();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private String name = "";
    private int type;
    private boolean external;
    private @Nullable ByteBuffer raw;

    private TensorParser() {}

    static OnnxTensor read(CodedInputStream in) throws IOException {
        TensorParser parser = new TensorParser();
        ProtoMessage.read(in, parser::field);
        return parser.tensor();
    }

    private boolean field(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> ProtoMessage.readAll(in, () -> shape.add(in.readInt64()));
            case 2 -> type = in.readInt32();
            case 4 -> ProtoMessage.readAll(in, () -> append(in.readFixed32(), 4));
            case 5 -> ProtoMessage.readAll(in, () -> append(in.readInt32()));
            case 7 -> ProtoMessage.readAll(in, () -> append(in.readInt64(), 8));
            case 8 -> name = in.readString();
            case 9 -> raw = in.readByteBuffer();
            case 13 -> {
                external = true;
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds an element of {@code int32_data}, which holds all types of up to four bytes. The element type precedes it in
     * the message.
     */
    private void append(int value) {
        append(value, OnnxType.of(type).map(OnnxType::bytes).orElse(4));
    }

    private void append(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            typed.write((int) (value >> (8 * i)));
        }
    }

    private OnnxTensor tensor() {
        if (external) {
            throw new UserException(
                    "tensor " + name + " lies in another file (external data); export the model as one file");
        }
        OnnxType known = OnnxType.of(type)
                .orElseThrow(() -> new UserException("tensor " + name + " is of ONNX type " + type
                        + "; only floating-point and integer tensors can be read"));
        ByteBuffer bytes = raw == null ? ByteBuffer.wrap(typed.toByteArray()) : raw;
        return new OnnxTensor(
                name, known, shape.stream().mapToLong(Long::longValue).toArray(), bytes.order(ByteOrder.LITTLE_ENDIAN));
    }
}
