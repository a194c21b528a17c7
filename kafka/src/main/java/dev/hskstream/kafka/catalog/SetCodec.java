package dev.hskstream.kafka.catalog;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.encoding.ValueEncoding;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.selection.WidthMask;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Creates the codec for a set's records from its manifest. */
public final class SetCodec {
    private SetCodec() {}

    /**
     * The set's codec.
     *
     * @throws UserException if no teacher has worked on the set yet
     */
    public static KnowledgeCodec of(KnowledgeManifest manifest) {
        CompressionSpec compression = manifest.getCompression();
        Teacher teacher = manifest.getTeacher();
        Lineage lineage = manifest.getLineage();
        if (compression == null || teacher == null || lineage == null) {
            throw new UserException("set " + manifest.getSet()
                    + " has no knowledge yet; produce it with hsk produce --set " + manifest.getSet());
        }
        return new KnowledgeCodec(
                ValueEncoding.parse(compression.getValues()), mask(compression, teacher.getHidden()), lineage);
    }

    private static Optional<WidthMask> mask(CompressionSpec compression, int hidden) {
        ByteBuffer stored = compression.getWidthMask().duplicate();
        if (!stored.hasRemaining()) {
            return Optional.empty();
        }
        byte[] bitmap = new byte[stored.remaining()];
        stored.get(bitmap);
        return Optional.of(WidthMask.fromBitmap(bitmap, hidden));
    }
}
