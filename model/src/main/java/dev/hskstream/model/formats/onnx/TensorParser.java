package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import dev.hskstream.base.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses a {@code TensorProto}. The elements are in {@code raw_data}, in a field that depends on their type, or in another file. */
final class TensorParser {
    /** {@code DataLocation.EXTERNAL}. */
    private static final int EXTERNAL = 1;

    private final List<Long> shape = new ArrayList<>();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private String name = "";
    private int type;
    private final ExternalData files;
    private final Map<String, String> external = new HashMap<>();
    private boolean isExternal;
    private String key = "";
    private String value = "";
    private @Nullable ByteBuffer raw;

    private TensorParser(ExternalData files) {
        this.files = files;
    }

    static OnnxTensor read(CodedInputStream in, ExternalData files) throws IOException {
        TensorParser parser = new TensorParser(files);
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
                ProtoMessage.read(in, this::entryField);
                external.put(key, value);
            }
            case 14 -> isExternal = in.readEnum() == EXTERNAL;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A {@code StringStringEntryProto}. */
    private boolean entryField(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> key = in.readString();
            case 2 -> value = in.readString();
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
        OnnxType known = OnnxType.of(type)
                .orElseThrow(() -> new UserException("tensor " + name + " is of ONNX type " + type
                        + "; only floating-point and integer tensors can be read"));
        return new OnnxTensor(
                name,
                known,
                shape.stream().mapToLong(Long::longValue).toArray(),
                bytes().order(ByteOrder.LITTLE_ENDIAN));
    }

    private ByteBuffer bytes() {
        if (isExternal) {
            return files.read(
                    name,
                    new ExternalData.Location(
                            external.getOrDefault("location", ""), number("offset", 0), number("length", -1)));
        }
        return raw == null ? ByteBuffer.wrap(typed.toByteArray()) : raw;
    }

    private long number(String entry, long otherwise) {
        String text = external.get(entry);
        try {
            return text == null ? otherwise : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new UserException("tensor " + name + " has " + entry + " \"" + text + "\", which is no number", e);
        }
    }
}
