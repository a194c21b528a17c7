package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.copy.WholeSet;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.trainer.order.EpochPlan;
import dev.hskstream.trainer.order.EpochSource;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** One epoch read from a stream of blocks. Only the batches of one stretch are in memory at a time, as undecoded bytes. */
final class StreamedEpoch implements EpochSource.Epoch {
    /**
     * A stretch ends with the first full batch after this many bytes, so that the heap needed does not grow with the
     * records' size.
     */
    static final long STRETCH_BYTES = 64 << 20;

    private final KnowledgeManifest sealed;
    private final KnowledgeCodec codec;
    private final BlockStream stream;
    private final int batchSize;
    private final Plan plan;
    private final SetDigest digest;
    private final Deque<byte[]> pending = new ArrayDeque<>();
    private final Deque<int[]> batches = new ArrayDeque<>();

    private List<byte[]> rows = List.of();
    private int stretches;
    private int records;

    StreamedEpoch(KnowledgeManifest sealed, KnowledgeCodec codec, BlockStream stream, int batchSize, Plan plan) {
        this.sealed = sealed;
        this.codec = codec;
        this.stream = stream;
        this.batchSize = batchSize;
        this.plan = plan;
        this.digest = new SetDigest(sealed.getSamples());
    }

    /** Cuts a stretch into batches. */
    @FunctionalInterface
    interface Plan {
        /** Indices of the rows of each batch, given the number of tokens of each row. */
        List<int[]> batches(int stretch, int[] lengths);
    }

    @Override
    public List<Knowledge> next() {
        return Arrays.stream(batch())
                .mapToObj(rows::get)
                .map(bytes -> codec.decode(RecordBytes.parse(ByteBuffer.wrap(bytes))))
                .toList();
    }

    /** Reads {@code count} batches and discards them. */
    void skip(int count) {
        for (int i = 0; i < count; i++) {
            batch();
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    private int[] batch() {
        if (batches.isEmpty()) {
            rows = stretch();
            int[] lengths = rows.stream()
                    .mapToInt(row -> RecordBytes.tokens(ByteBuffer.wrap(row)))
                    .toArray();
            batches.addAll(plan.batches(stretches++, lengths));
        }
        return batches.removeFirst();
    }

    private List<byte[]> stretch() {
        List<byte[]> stretch = new ArrayList<>();
        long bytes = 0;
        while (!full(stretch.size(), bytes) && (!pending.isEmpty() || more())) {
            byte[] row = pending.removeFirst();
            stretch.add(row);
            bytes += row.length;
        }
        if (pending.isEmpty() && records == sealed.getSamples()) {
            proveWhole();
        }
        return stretch;
    }

    private boolean full(int size, long bytes) {
        return size == EpochPlan.STRETCH * batchSize || (bytes >= STRETCH_BYTES && size % batchSize == 0);
    }

    /**
     * Reads blocks until a record is pending. Returns false at the end of the stream, after checking that the whole set
     * was read.
     */
    private boolean more() {
        while (pending.isEmpty()) {
            if (!stream.read(this::add)) {
                WholeSet.require(sealed, records, digest.hex());
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the blocks after the last sample. They must hold only transaction markers: a sample that occurs twice is
     * refused.
     */
    private void proveWhole() {
        while (stream.read(this::add)) {
            // Transaction markers are not passed on, so there is nothing to do.
        }
        WholeSet.require(sealed, records, digest.hex());
    }

    private void add(long sample, byte[] bytes) {
        if (!digest.add(sample, RecordBytes.digest(ByteBuffer.wrap(bytes)))) {
            throw new CodecException("sample " + sample + " comes twice");
        }
        records++;
        pending.add(bytes);
    }
}
