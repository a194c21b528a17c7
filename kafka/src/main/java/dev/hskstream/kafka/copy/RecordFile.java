package dev.hskstream.kafka.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a set in a local file, memory-mapped: reading them costs neither the network nor heap, beyond the 12
 * bytes a record that say where it is. While the file is checked, each record's digest takes another 32. Safe for use by
 * several threads; stays readable when its file is removed.
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

    /** The bytes of a sample's record, as {@link dev.hskstream.schemas.record.RecordBytes} gave them. */
    public ByteBuffer record(int sample) {
        MappedByteBuffer mapped = segments.get((int) (index.start(sample) / segment));
        return mapped.slice((int) (index.start(sample) % segment), index.size(sample));
    }
}
