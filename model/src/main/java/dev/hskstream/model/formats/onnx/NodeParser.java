package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses a {@code NodeProto} with its {@code AttributeProto}s. */
final class NodeParser {
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, Long> integers = new LinkedHashMap<>();
    private final Map<String, Float> floats = new LinkedHashMap<>();
    private final Map<String, String> strings = new LinkedHashMap<>();
    private final Map<String, List<Long>> lists = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final ExternalData files;
    private String operator = "";
    private String attribute = "";

    private NodeParser(ExternalData files) {
        this.files = files;
    }

    static OnnxNode read(CodedInputStream in, ExternalData files) throws IOException {
        NodeParser parser = new NodeParser(files);
        ProtoMessage.read(in, parser::field);
        return new OnnxNode(
                parser.operator,
                parser.inputs,
                parser.outputs,
                new OnnxAttributes(parser.integers, parser.floats, parser.strings, parser.lists, parser.tensors));
    }

    private boolean field(int field, CodedInputStream in) throws IOException {
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

    /** Relies on the name coming before the value: serialisers write fields in the order of their numbers. */
    private boolean attributeField(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case 1 -> attribute = in.readString();
            case 2 -> floats.put(attribute, in.readFloat());
            case 3 -> integers.put(attribute, in.readInt64());
            case 4 -> strings.put(attribute, in.readString());
            case 5 -> tensors.put(attribute, TensorParser.read(in, files));
            case 8 -> {
                List<Long> list = lists.computeIfAbsent(attribute, name -> new ArrayList<>());
                ProtoMessage.readAll(in, () -> list.add(in.readInt64()));
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
