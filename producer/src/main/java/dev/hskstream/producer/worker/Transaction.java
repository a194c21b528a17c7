package dev.hskstream.producer.worker;

import dev.hskstream.producer.teach.TaughtBatch;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A share and its records, as they are encoded. All but the share is the {@link CommitThread}'s thread's. */
final class Transaction {
    private final Share share;
    private final List<@Nullable KnowledgeRecord[]> records = new ArrayList<>();
    private @Nullable Throwable failure;

    Transaction(Share share) {
        this.share = share;
        share.blocks()
                .forEach(
                        block -> records.add(new KnowledgeRecord[block.samples().size()]));
    }

    Share share() {
        return share;
    }

    /** Encodes a batch of the share's block of that number; the first failure is thrown by {@link #commit}. */
    void encode(int block, TaughtBatch batch, KnowledgeCodec codec) {
        if (failure != null) {
            return;
        }
        try {
            List<Knowledge> knowledge = batch.knowledge().get();
            for (int r = 0; r < knowledge.size(); r++) {
                records.get(block)[batch.rows()[r]] = codec.encode(knowledge.get(r));
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Writes it all; each record is given up once the producer has it. */
    void commit(TransactionalWriter output) {
        if (failure instanceof RuntimeException wrong) {
            throw wrong;
        }
        if (failure instanceof Error fatal) {
            throw fatal;
        }
        output.begin();
        for (int block = 0; block < records.size(); block++) {
            int partition = share.blocks().get(block).partition();
            @Nullable KnowledgeRecord[] own = records.get(block);
            for (int i = 0; i < own.length; i++) {
                output.send(partition, Objects.requireNonNull(own[i]));
                own[i] = null;
            }
        }
        output.commit(share.offsets(), share.group());
    }
}
