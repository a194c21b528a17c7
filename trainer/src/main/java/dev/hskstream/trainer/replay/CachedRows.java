package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.copy.RecordFile;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.trainer.order.RowSource;

/** A sealed set's rows from its local copy, decoded on demand. Needs 4 bytes of heap per row, besides the file's 12. */
public final class CachedRows implements RowSource {
    private final KnowledgeCodec codec;
    private final RecordFile file;
    private final String digest;
    private final int[] lengths;

    /** The rows in {@code file}, which holds what the sealed manifest describes. */
    public CachedRows(KnowledgeManifest sealed, RecordFile file) {
        this.codec = SetCodec.of(sealed);
        this.file = file;
        this.digest = String.valueOf(sealed.getDigest());
        this.lengths = new int[file.records()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = RecordBytes.tokens(file.record(i));
        }
    }

    @Override
    public int size() {
        return lengths.length;
    }

    @Override
    public int length(int index) {
        return lengths[index];
    }

    @Override
    public Knowledge row(int index) {
        return codec.decode(RecordBytes.parse(file.record(index)));
    }

    @Override
    public String digest() {
        return digest;
    }
}
