package dev.hskstream.schemas.codec;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A knowledge record as bytes: its Avro binary with the fields in the order of the schema's version 1. Digests are made of
 * these bytes and local copies hold them, so a later version of the schema goes on writing version 1 here.
 */
public final class RecordBytes {
    private static final int LINEAGE_BYTES = 8;

    private RecordBytes() {}

    /** The record's bytes. */
    public static byte[] of(KnowledgeRecord stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(KnowledgeRecord.class).write(stored, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("sample " + stored.getSample() + " cannot be encoded", e);
        }
    }

    /** Their SHA-256: what a set's digest is made of. The buffer is left as it is. */
    public static byte[] digest(ByteBuffer bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes.duplicate());
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * The record in the bytes, which must be what {@link #of} gave: their digest was compared before. The buffer is left
     * as it is.
     */
    public static KnowledgeRecord parse(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        try {
            return new SpecificDatumReader<>(KnowledgeRecord.class)
                    .read(null, DecoderFactory.get().binaryDecoder(copy, null));
        } catch (IOException e) {
            throw new UncheckedIOException("a local copy's record cannot be read", e);
        }
    }

    /** The tokens of the record in the bytes, without reading more than its head. The buffer is left as it is. */
    public static int tokens(ByteBuffer bytes) {
        ByteBuffer head = bytes.duplicate();
        number(head);
        head.position(head.position() + LINEAGE_BYTES);
        int idBytes = (int) number(head);
        head.position(head.position() + idBytes);
        return idBytes / (int) number(head);
    }

    /** An Avro long: zigzag, seven bits a byte, the lowest first. */
    private static long number(ByteBuffer bytes) {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            zigzag |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
