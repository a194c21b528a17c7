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
 * The canonical bytes of a knowledge record: its Avro binary, with the fields in the order of the schema's version 1.
 * Digests are computed from these bytes and local copies store them, so later schema versions must still write version
 * 1 here.
 */
public final class RecordBytes {
    /** The generated class's schema is version 1. */
    private static final String VERSION_1 = SchemaNormalization.toParsingForm(KnowledgeRecord.getClassSchema());

    /** One per thread, because creating a digest takes nearly as long as digesting one record. */
    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(RecordBytes::sha256);

    private RecordBytes() {}

    /** Encodes the record. */
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

    /**
     * Whether records written with this schema have, in Avro's usual encoding, the same bytes as {@link #of} writes,
     * which means that the schema is version 1.
     */
    public static boolean areOf(Schema written) {
        return SchemaNormalization.toParsingForm(written).equals(VERSION_1);
    }

    /**
     * Whether these bytes of a version 1 record are the ones that {@link #of} would write. The buffer is not changed.
     */
    public static boolean areOne(ByteBuffer bytes) {
        try {
            RecordCursor.read(bytes);
            return true;
        } catch (CodecException e) {
            return false;
        }
    }

    /** SHA-256 over a record's bytes, from which a set's digest is computed. The buffer is not changed. */
    public static byte[] digest(ByteBuffer bytes) {
        MessageDigest sha = SHA.get();
        sha.update(bytes.duplicate());
        return sha.digest();
    }

    /**
     * Decodes bytes that {@link #of} wrote; callers have compared their digest before. The buffer is not changed. The
     * record's byte strings are views of the buffer's array, if it has one.
     *
     * @throws CodecException if {@link #of} cannot have written the bytes
     */
    public static KnowledgeRecord parse(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return RecordCursor.read(bytes);
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return RecordCursor.read(ByteBuffer.wrap(copy));
    }

    /** The number of tokens of an encoded record; reads only the first fields. The buffer is not changed. */
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
