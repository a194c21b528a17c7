package dev.hskstream.schemas.lineage;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Computes a record's lineage: eight bytes that identify what its knowledge was made from. */
public final class Lineages {
    private static final String VERSION = "hsk-lineage-1";

    /** The precision of sets that were made before it could be chosen. */
    private static final String FLOAT32 = "float32";

    private Lineages() {}

    /**
     * The first 8 bytes of the SHA-256 over, in this order: {@code hsk-lineage-1}; the fingerprints of the data, the
     * teacher and the tokenizer; the tokenizer's maximum length; the compression's depth, length, width and values; the
     * number of stored layers and each of them; the set-wide width mask; the precision, unless it is float32; of a set
     * that was derived from one whose values are not the teacher's own, that set's lineage. Text is UTF-8, preceded by its length in bytes; bytes are preceded by their length; lengths and numbers are 4 bytes
     * big-endian. The set's name is left out: two sets that were made the same way hold the same knowledge.
     *
     * @throws UserException if the manifest has no teacher yet
     */
    public static Lineage of(KnowledgeManifest manifest) {
        Teacher teacher = manifest.getTeacher();
        Tokenizer tokenizer = manifest.getTokenizer();
        CompressionSpec compression = manifest.getCompression();
        if (teacher == null || tokenizer == null || compression == null) {
            throw new UserException("set " + manifest.getSet() + " has no teacher yet; run `hsk produce`");
        }
        MessageDigest digest = sha256();
        text(digest, VERSION);
        text(digest, manifest.getDataFingerprint());
        text(digest, teacher.getFingerprint());
        text(digest, tokenizer.getFingerprint());
        number(digest, tokenizer.getMaxLength());
        compression(digest, compression);
        if (!manifest.getPrecision().equals(FLOAT32)) {
            text(digest, manifest.getPrecision());
        }
        SourceSet source = manifest.getSource();
        if (source != null && !source.getExact()) {
            byte[] lossy = source.getLineage().bytes();
            number(digest, lossy.length);
            digest.update(lossy);
        }
        return new Lineage(Arrays.copyOf(digest.digest(), Long.BYTES));
    }

    private static void compression(MessageDigest digest, CompressionSpec compression) {
        text(digest, compression.getDepth());
        text(digest, compression.getLength());
        text(digest, compression.getWidth());
        text(digest, compression.getValues());
        number(digest, compression.getLayers().size());
        compression.getLayers().forEach(layer -> number(digest, layer));
        number(digest, compression.getWidthMask().remaining());
        digest.update(compression.getWidthMask().duplicate());
    }

    private static void text(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(digest, utf8.length);
        digest.update(utf8);
    }

    private static void number(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
