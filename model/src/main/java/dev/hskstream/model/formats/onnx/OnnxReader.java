package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses an ONNX model (onnx.proto3). Tensors with raw data are slices of the buffer, not copies. */
public final class OnnxReader {
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> constants = new LinkedHashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private String domain = "";
    private int version;
    private int opset;
    private String name = "";

    private final ExternalData files;

    private OnnxReader(ExternalData files) {
        this.files = files;
    }

    /**
     * Parses a {@code ModelProto}.
     *
     * @param files reads tensors that the graph does not contain itself
     * @throws UserException if the bytes are not a model or a truncated one, or tensors are missing
     */
    public static OnnxGraph read(ByteBuffer model, ExternalData files) {
        OnnxReader reader = new OnnxReader(files);
        CodedInputStream in = CodedInputStream.newInstance(model.duplicate());
        in.enableAliasing(true);
        try {
            while (!in.isAtEnd()) {
                reader.modelField(in);
            }
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            throw new UserException("no ONNX model, or a truncated one: " + e.getMessage(), e);
        }
        if (reader.nodes.isEmpty()) {
            throw new UserException("no ONNX model: there is no graph in it");
        }
        reader.nodes.forEach(reader::takeAlias);
        // Old IR versions also list the weights among the inputs, because a caller may override them.
        reader.inputs.removeIf(reader.constants::containsKey);
        return new OnnxGraph(reader.nodes, reader.constants, reader.inputs, reader.outputs, reader.opset);
    }

    private void modelField(CodedInputStream in) throws IOException {
        int tag = in.readTag();
        switch (WireFormat.getTagFieldNumber(tag)) {
            case 7 -> ProtoMessage.read(in, this::graphField);
            case 8 -> addOpset(in);
            default -> {
                if (!in.skipField(tag)) {
                    throw new UserException("no ONNX model");
                }
            }
        }
    }

    private boolean graphField(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> addNode(NodeParser.read(in, files));
            case 5 -> addConstant(TensorParser.read(in, files));
            case 11 -> inputs.add(valueName(in));
            case 12 -> outputs.add(valueName(in));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Keeps the version of the standard operators, whose domain is "" or "ai.onnx". */
    private void addOpset(CodedInputStream in) throws IOException {
        domain = "";
        version = 0;
        ProtoMessage.read(in, this::opsetField);
        if (domain.isEmpty() || domain.equals("ai.onnx")) {
            opset = version;
        }
    }

    private boolean opsetField(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> domain = in.readString();
            case 2 -> version = (int) in.readInt64();
            default -> {
                return false;
            }
        }
        return true;
    }

    private String valueName(CodedInputStream in) throws IOException {
        name = "";
        ProtoMessage.read(in, (field, message) -> {
            if (field == 1) {
                name = message.readString();
            }
            return field == 1;
        });
        return name;
    }

    private void addConstant(OnnxTensor tensor) {
        constants.put(tensor.name(), tensor);
    }

    /**
     * Resolves names of shared weights: exporters store equal weights once and give the others their names by Identity.
     */
    private void takeAlias(OnnxNode node) {
        OnnxTensor same = node.operator().equals("Identity") && node.inputs().size() == 1
                ? constants.get(node.inputs().get(0))
                : null;
        if (same != null) {
            addConstant(new OnnxTensor(node.outputs().get(0), same.type(), same.shape(), same.raw()));
        }
    }

    private void addNode(OnnxNode node) {
        nodes.add(node);
        if (node.operator().equals("Constant") && !node.outputs().isEmpty()) {
            constant(node.outputs().get(0), node.attributes());
        }
    }

    private void constant(String output, OnnxAttributes attributes) {
        OnnxTensor value = attributes.tensors().get("value");
        if (value != null) {
            addConstant(new OnnxTensor(output, value.type(), value.shape(), value.raw()));
        } else if (attributes.integers().containsKey("value_int")) {
            addConstant(integers(output, new long[0], List.of(attributes.integer("value_int", 0))));
        } else if (attributes.lists().containsKey("value_ints")) {
            List<Long> values = attributes.lists().getOrDefault("value_ints", List.of());
            addConstant(integers(output, new long[] {values.size()}, values));
        } else if (attributes.floats().containsKey("value_float")) {
            ByteBuffer raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            raw.putFloat(0, attributes.real("value_float", 0));
            addConstant(new OnnxTensor(output, OnnxType.FLOAT, new long[0], raw));
        }
    }

    private static OnnxTensor integers(String name, long[] shape, List<Long> values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(raw::putLong);
        return new OnnxTensor(name, OnnxType.INT64, shape, raw.flip());
    }
}
