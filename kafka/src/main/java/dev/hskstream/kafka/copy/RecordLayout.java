package dev.hskstream.kafka.copy;

import java.nio.ByteBuffer;

/**
 * The format of a record file, all numbers big-endian:
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
 * <p>A memory mapping cannot be larger than 2 GiB, so no record crosses a segment boundary. A record that would is
 * moved to the start of the next segment, and a size of 0 marks the gap, if four bytes are left for it.
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

    /** Reads the segment size from the header. Throws if the header does not match the number of records or bytes. */
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

    /**
     * The position at which to write a record with its frame: {@code position}, or the next segment if it does not fit.
     */
    static long place(long position, long framed, long segment) {
        long next = (position / segment + 1) * segment;
        return position + framed <= next ? position : next;
    }

    /** The approximate size of a file: {@code recordBytes} for the records, plus header, frames and gaps. */
    static long estimate(long records, long recordBytes) {
        double mean = records == 0 ? 0 : (double) recordBytes / records;
        double gaps = 2 * mean * Math.floorDiv(recordBytes, SEGMENT);
        return (long) (HEADER + recordBytes + (double) FRAME * records + gaps);
    }
}
