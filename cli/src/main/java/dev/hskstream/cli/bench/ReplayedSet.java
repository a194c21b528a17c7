package dev.hskstream.cli.bench;

import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.copy.SetCache;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.trainer.order.PermutedEpochs;
import dev.hskstream.trainer.replay.CachedRows;
import dev.hskstream.trainer.replay.PermutedReplay;
import dev.hskstream.trainer.replay.SetReader;
import dev.hskstream.trainer.run.Prefetcher;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A sealed set that a student replays from Kafka: copied once, then decoded and assembled into batches ahead of the
 * training steps.
 */
record ReplayedSet(CachedRows rows, PermutedReplay epochs) {
    private static final long SEED = 1;

    /** Opens the set's local copy, which is made at the first call. */
    static ReplayedSet of(Fixtures fixtures, SentenceLengths lengths) {
        KnowledgeManifest manifest = fixtures.set(lengths);
        SetReader reader = new SetReader(fixtures.kafka().connection(), manifest);
        SetCache cache = new SetCache(fixtures.kafka().directory().resolve("copies"), WorkListener.SILENT);
        CachedRows rows = new CachedRows(manifest, cache.open(manifest, reader::records));
        return new ReplayedSet(
                rows,
                new PermutedReplay(new PermutedEpochs(rows, SEED, StudentTraining.BATCH), SealedRanges.of(manifest)));
    }

    /** The student's batches from the first step on; the caller closes the result. */
    Prefetcher batches(StudentTraining student) {
        return new Prefetcher(epochs, student.plan(), student.manager(), SyntheticText.PAD, 0, new BitSet());
    }

    /** The decoded rows of a batch. */
    List<Knowledge> rows(long[] samples) {
        return Arrays.stream(samples).mapToObj(i -> rows.row((int) i)).toList();
    }
}
