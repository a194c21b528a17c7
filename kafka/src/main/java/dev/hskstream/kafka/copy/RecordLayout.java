package dev.hskstream.kafka.copy;

import java.nio.ByteBuffer;

/**
 * The bytes of a file of records, all numbers big-endian.
 *
 * <pre>
 * 0   magic     "HSKC"
 * 4   u32       version, 1
 * 8   u64       records
 * 16  u64       size of the file
 * 24  u64       size of a segment
 * 32  records   each: u32 size, u32 sample, the record's bytes
 * </pre>
 *
 * <p>No record straddles a multiple of the segment's size, because one mapping cannot be larger than 2 GiB: where the next
 * one would, a size of 0 stands in its place, if there is room for that, and it is at the next multiple.
 */
final class RecordLayout {
    static final long SEGMENT = 1L << 30;
    static final int HEADER = 32;
    static final int FRAME = 8;

    private static final int MAGIC = 0x48534B43;
    private static final int VERSION = 1;

    private RecordLayout() {}

    static ByteBuffer header(long records, long size, long segment) {
        return ByteBuffer.allocate(HEADER)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(records)
                .putLong(size)
                .putLong(segment)
                .flip();
    }

    /** The segment's size that the header tells; throws where the file is not of that many records or bytes. */
    static long segment(ByteBuffer header, long records, long size) throws DamagedCopyException {
        if (header.remaining() < HEADER || header.getInt() != MAGIC) {
            throw new DamagedCopyException("it is no copy of a set");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new DamagedCopyException("it is of version " + version + ", this build reads " + VERSION);
        }
        long says = header.getLong();
        if (says != records) {
            throw new DamagedCopyException("it is of " + says + " records, the set has " + records);
        }
        long whole = header.getLong();
        if (whole != size) {
            throw new DamagedCopyException("it has " + size + " of its " + whole + " bytes");
        }
        long segment = header.getLong();
        if (segment < HEADER || segment > SEGMENT) {
            throw new DamagedCopyException("its segments are of " + segment + " bytes");
        }
        return segment;
    }

    /** Where a record and its frame go that should go to {@code position}. */
    static long place(long position, long framed, long segment) {
        long next = (position / segment + 1) * segment;
        return position + framed <= next ? position : next;
    }

    /** About what a file takes: {@code recordBytes} for the records, the rest for what is around them. */
    static long estimate(long records, long recordBytes) {
        double mean = records == 0 ? 0 : (double) recordBytes / records;
        double gaps = 2 * mean * Math.floorDiv(recordBytes, SEGMENT);
        return (long) (HEADER + recordBytes + (double) FRAME * records + gaps);
    }
}
