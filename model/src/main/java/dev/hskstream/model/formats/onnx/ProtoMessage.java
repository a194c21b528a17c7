package dev.hskstream.model.formats.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Reads length-delimited messages inside another message. */
final class ProtoMessage {
    private ProtoMessage() {}

    /** Reads a field's value from the stream, or returns false to have it skipped. */
    interface FieldReader {
        boolean read(int field, CodedInputStream in) throws IOException;
    }

    /** Reads the message whose length comes next in the stream; unwanted fields are skipped. */
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

    /** Reads one element from the stream. */
    interface Step {
        void run() throws IOException;
    }

    /** Reads a repeated field of numbers, which is either packed or has a tag before each element. */
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
