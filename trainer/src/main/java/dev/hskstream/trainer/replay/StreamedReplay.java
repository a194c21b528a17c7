package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.catalog.SealedRanges;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.trainer.order.EpochPlan;
import dev.hskstream.trainer.order.OffsetRun;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A sealed set that is read from Kafka in every epoch, without a local copy. A stream has no random access, so the
 * order is a block shuffle instead of a full permutation: blocks of offsets are read in random order, and their records
 * are permuted within stretches of {@value EpochPlan#STRETCH} batches (fewer if these have more than
 * {@value StreamedEpoch#STRETCH_BYTES} bytes). The order depends on seed, epoch, digest, batch size and the set's
 * offset ranges, not on how the broker answers fetches. The digest of each epoch is computed, and an epoch that did not
 * read exactly the sealed set ends with an error. A training that resumes within an epoch reads this epoch from its
 * start again.
 */
public final class StreamedReplay implements Replay {
    private final KnowledgeManifest sealed;
    private final KnowledgeCodec codec;
    private final long seed;
    private final int batchSize;
    private final SortedMap<Integer, TopicScan.Range> ranges;
    private final Function<Iterable<OffsetRun>, BlockStream> streams;

    /**
     * A replay of the set.
     *
     * @param streams opens a stream of blocks, in the given order
     */
    public StreamedReplay(
            KnowledgeManifest sealed, long seed, int batchSize, Function<Iterable<OffsetRun>, BlockStream> streams) {
        this.sealed = sealed;
        this.codec = SetCodec.of(sealed);
        this.seed = seed;
        this.batchSize = batchSize;
        this.streams = streams;
        this.ranges = SealedRanges.of(sealed);
    }

    @Override
    public SortedMap<Integer, TopicScan.Range> ranges() {
        return ranges;
    }

    @Override
    public int samples() {
        return (int) sealed.getSamples();
    }

    @Override
    public String identity() {
        TensorDigest layout = new TensorDigest();
        ranges.forEach((partition, range) -> layout.add(partition + ":" + range.start() + "-" + range.end()));
        return sealed.getDigest() + " in blocks of " + layout.hex();
    }

    @Override
    public Epoch open(int epoch, int batch, BitSet seen) {
        String digest = String.valueOf(sealed.getDigest());
        BlockStream stream = streams.apply(OffsetRun.shuffled(seed, epoch, digest, ranges));
        StreamedEpoch opened = new StreamedEpoch(
                sealed,
                codec,
                stream,
                batchSize,
                (stretch, lengths) -> EpochPlan.stretch(seed, epoch, digest, stretch, lengths, batchSize));
        opened.skip(batch);
        return opened;
    }
}
