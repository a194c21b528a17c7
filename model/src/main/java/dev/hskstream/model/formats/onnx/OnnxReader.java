package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an ONNX model field by field (onnx.proto3); tensors are slices of the buffer, not copies. */
public final class OnnxReader {
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> constants = new LinkedHashMap<>();

    private OnnxReader() {}

    /** Reads a {@code ModelProto}; {@link UserException} where the bytes are none. */
    public static OnnxGraph read(ByteBuffer model) {
        OnnxReader reader = new OnnxReader();
        CodedInputStream in = CodedInputStream.newInstance(model.duplicate());
        in.enableAliasing(true);
        try {
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                if (WireFormat.getTagFieldNumber(tag) == 7) {
                    ProtoMessage.read(in, reader::graphField);
                } else if (!in.skipField(tag)) {
                    throw new UserException("no ONNX model");
                }
            }
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            throw new UserException("no ONNX model, or a truncated one: " + e.getMessage(), e);
        }
        if (reader.nodes.isEmpty()) {
            throw new UserException("no ONNX model: there is no graph in it");
        }
        return new OnnxGraph(reader.nodes, reader.constants);
    }

    private boolean graphField(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> addNode(in);
            case 5 -> addConstant(TensorParser.read(in));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addConstant(OnnxTensor tensor) {
        constants.put(tensor.name(), tensor);
    }

    private void addNode(CodedInputStream in) throws IOException {
        NodeParser parser = new NodeParser();
        ProtoMessage.read(in, parser::field);
        OnnxNode node = parser.node();
        nodes.add(node);
        OnnxTensor value = parser.value;
        if (node.operator().equals("Constant")
                && value != null
                && !node.outputs().isEmpty()) {
            String name = node.outputs().get(0);
            addConstant(new OnnxTensor(name, value.type(), value.shape(), value.raw()));
        }
    }

    /** {@code NodeProto} and its {@code AttributeProto}s. */
    private static final class NodeParser {
        private final List<String> inputs = new ArrayList<>();
        private final List<String> outputs = new ArrayList<>();
        private final Map<String, Long> integers = new LinkedHashMap<>();
        private final Map<String, Float> floats = new LinkedHashMap<>();
        private String operator = "";
        private String attribute = "";
        private @Nullable OnnxTensor value;

        boolean field(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case 1 -> inputs.add(in.readString());
                case 2 -> outputs.add(in.readString());
                case 4 -> operator = in.readString();
                case 5 -> ProtoMessage.read(in, this::attributeField);
                default -> {
                    return false;
                }
            }
            return true;
        }

        /** Writers put the name first, as its field number is the lowest. */
        private boolean attributeField(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case 1 -> attribute = in.readString();
                case 2 -> floats.put(attribute, in.readFloat());
                case 3 -> integers.put(attribute, in.readInt64());
                case 5 -> readValue(in);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void readValue(CodedInputStream in) throws IOException {
            value = TensorParser.read(in);
        }

        OnnxNode node() {
            return new OnnxNode(operator, inputs, outputs, integers, floats);
        }
    }
}
