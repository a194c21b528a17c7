package dev.hskstream.kafka.copy;

import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.RecordBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Opens a record file: computes its digest and builds its index in one pass. */
final class RecordFileReader {
    private RecordFileReader() {}

    /**
     * Opens and verifies the whole file.
     *
     * @param checked called after each record
     * @throws DamagedCopyException if the file is incomplete or its records have another digest
     */
    static RecordFile open(Path file, long records, String digest, Runnable checked) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer header = ByteBuffer.allocate(RecordLayout.HEADER);
            while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
                // A read may return fewer bytes than requested.
            }
            long segment = RecordLayout.segment(header.flip(), records, size);
            List<MappedByteBuffer> segments = RecordFile.map(channel, size, segment);
            SetDigest found = new SetDigest(records);
            RecordIndex index = new RecordIndex((int) records);
            scan(new Frames(segments, size, segment), found, index, checked);
            if (!found.missing().isEmpty() || !found.hex().equals(digest)) {
                throw new DamagedCopyException("its records have another digest");
            }
            return new RecordFile(index, segment, segments);
        }
    }

    private static void scan(Frames frames, SetDigest found, RecordIndex index, Runnable checked)
            throws DamagedCopyException {
        while (frames.next()) {
            try {
                if (!found.add(frames.sample, RecordBytes.digest(frames.record()))) {
                    throw new DamagedCopyException("sample " + frames.sample + " is there twice");
                }
            } catch (CodecException e) {
                throw new DamagedCopyException(String.valueOf(e.getMessage()));
            }
            index.set(frames.sample, frames.start, frames.size);
            checked.run();
        }
    }

    /** Iterates over the records of an untrusted file, with all bounds checked. */
    private static final class Frames {
        private final List<MappedByteBuffer> segments;
        private final long end;
        private final long segment;
        private long position = RecordLayout.HEADER;

        private int sample;
        private long start;
        private int size;

        Frames(List<MappedByteBuffer> segments, long end, long segment) {
            this.segments = segments;
            this.end = end;
            this.segment = segment;
        }

        boolean next() throws DamagedCopyException {
            if (left() < Integer.BYTES || number(position) == 0) {
                position = position % segment == 0 ? position : (position / segment + 1) * segment;
            }
            if (position >= end) {
                return false;
            }
            if (left() < RecordLayout.FRAME) {
                throw damaged();
            }
            size = number(position);
            sample = number(position + Integer.BYTES);
            start = position + RecordLayout.FRAME;
            if (size < 1 || size > left() - RecordLayout.FRAME) {
                throw damaged();
            }
            position = start + size;
            return true;
        }

        ByteBuffer record() {
            return segments.get((int) (start / segment)).slice((int) (start % segment), size);
        }

        /** The number of bytes from the position to the end of its segment or of the file. */
        private long left() {
            return Math.max(0, Math.min(end, (position / segment + 1) * segment) - position);
        }

        private int number(long at) {
            return segments.get((int) (at / segment)).getInt((int) (at % segment));
        }

        private DamagedCopyException damaged() {
            return new DamagedCopyException("there is no record at byte " + position);
        }
    }
}
