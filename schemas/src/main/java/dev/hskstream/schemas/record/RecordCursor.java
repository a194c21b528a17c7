package dev.hskstream.schemas.record;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.LayerKnowledge;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.encoding.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes version 1 of a knowledge record, and only in the form that {@link RecordBytes#of} writes. Avro allows several
 * encodings of the same record, such as longer varints and lists in blocks. Byte strings are views of the buffer, not
 * copies.
 */
final class RecordCursor {
    private static final int NO_LABEL = 0;
    private static final int LABEL = 1;

    private final ByteBuffer in;

    RecordCursor(ByteBuffer bytes) {
        in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws CodecException if the bytes are anything else */
    static KnowledgeRecord read(ByteBuffer bytes) {
        RecordCursor cursor = new RecordCursor(bytes);
        try {
            KnowledgeRecord record = new KnowledgeRecord(
                    cursor.number(),
                    cursor.lineage(),
                    cursor.bytes(),
                    cursor.integer(),
                    cursor.integer(),
                    cursor.label(),
                    cursor.bytes(),
                    cursor.layers());
            require(!cursor.in.hasRemaining());
            return record;
        } catch (BufferUnderflowException e) {
            throw new CodecException("the record is truncated");
        }
    }

    /**
     * The number of tokens of the record; reads only the first fields.
     *
     * @throws CodecException if these fields are malformed
     */
    int tokens() {
        try {
            number();
            lineage();
            int bytes = bytes().remaining();
            int bytesPerId = integer();
            require(bytesPerId > 0 && bytes % bytesPerId == 0);
            return bytes / bytesPerId;
        } catch (BufferUnderflowException e) {
            throw new CodecException("the record is truncated");
        }
    }

    /** An Avro long: zigzag varint, 7 bits per byte, lowest bits first; must have no more bytes than necessary. */
    private long number() {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            zigzag |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0 && shift < Long.SIZE);
        require(next > 0 || (next == 0 && shift == 7));
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private int integer() {
        long number = number();
        require(number == (int) number);
        return (int) number;
    }

    private Lineage lineage() {
        byte[] bytes = new byte[Lineage.getClassSchema().getFixedSize()];
        in.get(bytes);
        return new Lineage(bytes);
    }

    private ByteBuffer bytes() {
        int size = integer();
        require(size >= 0 && size <= in.remaining());
        ByteBuffer bytes = in.slice(in.position(), size);
        in.position(in.position() + size);
        return bytes;
    }

    private @Nullable Double label() {
        int branch = integer();
        require(branch == NO_LABEL || branch == LABEL);
        return branch == LABEL ? in.getDouble() : null;
    }

    private List<LayerKnowledge> layers() {
        int count = integer();
        require(count >= 0 && count <= in.remaining());
        List<LayerKnowledge> layers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            layers.add(new LayerKnowledge(integer(), bytes()));
        }
        require(count == 0 || integer() == 0);
        return layers;
    }

    private static void require(boolean regular) {
        if (!regular) {
            throw new CodecException("the record is not in the form that its digest is made of");
        }
    }
}
