package dev.hskstream.schemas.record;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.encoding.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A knowledge record as bytes: its Avro binary with the fields in the order of the schema's version 1. Digests are made of
 * these bytes and local copies hold them, so a later version of the schema goes on writing version 1 here.
 */
public final class RecordBytes {
    /** The class's schema is version 1. */
    private static final String VERSION_1 = SchemaNormalization.toParsingForm(KnowledgeRecord.getClassSchema());

    /** One per thread: creating a digest takes nearly as long as digesting one record. */
    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(RecordBytes::sha256);

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

    /** Whether records under this schema have, in Avro's usual form, the bytes that {@link #of} gives: it is version 1. */
    public static boolean areOf(Schema written) {
        return SchemaNormalization.toParsingForm(written).equals(VERSION_1);
    }

    /** Whether the bytes of a record under version 1 are those that {@link #of} gives. The buffer is left as it is. */
    public static boolean areOne(ByteBuffer bytes) {
        try {
            RecordCursor.read(bytes);
            return true;
        } catch (CodecException e) {
            return false;
        }
    }

    /** Their SHA-256: what a set's digest is made of. The buffer is left as it is. */
    public static byte[] digest(ByteBuffer bytes) {
        MessageDigest sha = SHA.get();
        sha.update(bytes.duplicate());
        return sha.digest();
    }

    /**
     * The record in the bytes, which must be what {@link #of} gave: their digest was compared before. The buffer is left
     * as it is; the record's byte strings are views of its array, if it has one.
     *
     * @throws CodecException if the bytes are not such
     */
    public static KnowledgeRecord parse(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return RecordCursor.read(bytes);
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return RecordCursor.read(ByteBuffer.wrap(copy));
    }

    /** The tokens of the record in the bytes, without reading more than its head. The buffer is left as it is. */
    public static int tokens(ByteBuffer bytes) {
        return new RecordCursor(bytes).tokens();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
