package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** A length-delimited message inside another. */
final class ProtoMessage {
    private ProtoMessage() {}

    /** Takes a field's value off the stream, or says that it does not want it. */
    interface FieldReader {
        boolean read(int field, CodedInputStream in) throws IOException;
    }

    /** Reads the message that starts with its length here; unwanted fields are skipped. */
    static void read(CodedInputStream in, FieldReader reader) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            int tag = in.readTag();
            if (!reader.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
    }
}
