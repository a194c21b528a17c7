package dev.hskstream.kafka.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A set's records in a local memory-mapped file. Reading them needs no network, and heap only for an index of 12 bytes
 * per record; while the file is verified, each record's digest takes another 32 bytes. Thread-safe. It stays readable
 * when the file is deleted.
 */
public final class RecordFile {
    private final RecordIndex index;
    private final long segment;
    private final List<MappedByteBuffer> segments;

    RecordFile(RecordIndex index, long segment, List<MappedByteBuffer> segments) {
        this.index = index;
        this.segment = segment;
        this.segments = segments;
    }

    static List<MappedByteBuffer> map(FileChannel channel, long size, long segment) throws IOException {
        List<MappedByteBuffer> segments = new ArrayList<>();
        for (long from = 0; from < size; from += segment) {
            segments.add(channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(segment, size - from)));
        }
        return segments;
    }

    /** The number of records. */
    public int records() {
        return index.records();
    }

    /** The bytes of a sample's record, as encoded by {@link dev.hskstream.schemas.record.RecordBytes}. */
    public ByteBuffer record(int sample) {
        MappedByteBuffer mapped = segments.get((int) (index.start(sample) / segment));
        return mapped.slice((int) (index.start(sample) % segment), index.size(sample));
    }
}
