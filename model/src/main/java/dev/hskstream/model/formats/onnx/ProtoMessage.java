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

    /** Takes one number off the stream. */
    interface Step {
        void run() throws IOException;
    }

    /** Numbers of a repeated field come packed, or one by one with a tag each. */
    static void readAll(CodedInputStream in, Step step) throws IOException {
        boolean packed = (in.getLastTag() & 7) == 2;
        if (!packed) {
            step.run();
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            step.run();
        }
        in.popLimit(outer);
    }
}
