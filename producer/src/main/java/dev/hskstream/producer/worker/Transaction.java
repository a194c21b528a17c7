package dev.hskstream.producer.worker;

import dev.hskstream.producer.teach.TaughtBatch;
import dev.hskstream.producer.teach.TaughtSample;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.TokenScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records of one transaction while they are encoded. Only {@link #share} may be called from other threads than the
 * {@link CommitThread}.
 */
final class Transaction {
    private final Share share;
    private final List<@Nullable Encoded[]> records = new ArrayList<>();
    private @Nullable Throwable failure;

    /** A record and what its message's header carries. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Encoded(KnowledgeRecord record, byte @Nullable [] scores) {}

    Transaction(Share share) {
        this.share = share;
        share.blocks().forEach(block -> records.add(new Encoded[block.samples().size()]));
    }

    Share share() {
        return share;
    }

    /** Encodes a batch of the share's block with index {@code block}. {@link #commit} throws the first error. */
    void encode(int block, TaughtBatch batch, KnowledgeCodec codec) {
        if (failure != null) {
            return;
        }
        try {
            for (int r = 0; r < batch.samples().size(); r++) {
                TaughtSample sample = batch.samples().get(r);
                KnowledgeRecord record = codec.encode(sample.knowledge(batch.width()));
                TokenScores scores = sample.scores();
                records.get(block)[batch.rows()[r]] = new Encoded(record, scores == null ? null : scores.encode());
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /**
     * Writes all records, and frees each once the producer has taken it. Returns what was written, once it is
     * committed.
     */
    ProducerListener.Commit commit(TransactionalWriter writer) {
        if (failure instanceof RuntimeException wrong) {
            throw wrong;
        }
        if (failure instanceof Error fatal) {
            throw fatal;
        }
        long start = System.nanoTime();
        writer.begin();
        for (int block = 0; block < records.size(); block++) {
            int partition = share.blocks().get(block).partition();
            @Nullable Encoded[] own = records.get(block);
            for (int i = 0; i < own.length; i++) {
                Encoded encoded = Objects.requireNonNull(own[i]);
                writer.send(partition, encoded.record(), encoded.scores());
                own[i] = null;
            }
        }
        long bytes = writer.commit(share.offsets(), share.group());
        return new ProducerListener.Commit(share.samples(), bytes, (System.nanoTime() - start) / 1e9);
    }
}
