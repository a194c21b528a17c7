package dev.hskstream.kafka.copy;

import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.RecordBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes a set's records into a file and digests them on the way. Not thread-safe. */
public final class RecordFileWriter implements RecordSource.Sink, AutoCloseable {
    /** Records go to the file that many bytes at a time: a write for each takes longer than its digest. */
    private static final int WAITING_BYTES = 1 << 20;

    private final Path directory;
    private final FileChannel channel;
    private final SetDigest digest;
    private final RecordIndex index;
    private final long segment;
    private final Writeback writeback;
    private final ByteBuffer waiting = ByteBuffer.allocateDirect(WAITING_BYTES);
    private long start = RecordLayout.HEADER;
    private long end = RecordLayout.HEADER;
    private int records;

    private RecordFileWriter(Path directory, FileChannel channel, long records, long segment) {
        this.directory = directory;
        this.channel = channel;
        this.writeback = new Writeback(channel);
        this.digest = new SetDigest(records);
        this.index = new RecordIndex((int) records);
        this.segment = segment;
    }

    /** Writes over what is there. */
    static RecordFileWriter create(Path file, long records, long segment) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new RecordFileWriter(
                Objects.requireNonNull(file.toAbsolutePath().getParent()), channel, records, segment);
    }

    /**
     * A file in {@code directory} without a name, which is gone with the process however that ends.
     *
     * @throws CacheException if it cannot be made
     */
    public static RecordFileWriter unnamed(Path directory, long records) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(directory), "followed-", ".part");
            RecordFileWriter writer = create(file, records, RecordLayout.SEGMENT);
            unlink(file);
            return writer;
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws CacheException if it cannot be written
     */
    @Override
    public void add(long sample, byte[] bytes) {
        if (!digest.add(sample, RecordBytes.digest(ByteBuffer.wrap(bytes)))) {
            throw new CodecException("sample " + sample + " comes twice");
        }
        long framed = (long) RecordLayout.FRAME + bytes.length;
        if (framed > segment) {
            throw new CodecException("sample " + sample + " has " + bytes.length + " bytes; a copy takes records up to "
                    + (segment - RecordLayout.FRAME));
        }
        try {
            long place = RecordLayout.place(end, framed, segment);
            if (place != end) {
                flush(place - end >= Integer.BYTES ? Integer.BYTES : 0);
            }
            append(place, (int) sample, bytes);
            index.set((int) sample, place + RecordLayout.FRAME, bytes.length);
            end = place + framed;
            records++;
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        }
    }

    /** Whether the sample's record is there. */
    public boolean has(long sample) {
        return digest.has(sample);
    }

    /** Whether the sample's record is there, and is these bytes. */
    public boolean hasSame(long sample, byte[] bytes) {
        return digest.hasSame(sample, RecordBytes.digest(ByteBuffer.wrap(bytes)));
    }

    /** Records so far. */
    public int records() {
        return records;
    }

    /** The digest of a set of these records; says something only when all are there. */
    public String digest() {
        return digest.hex();
    }

    /**
     * What was written, to be read; forced to the disk before.
     *
     * @throws CacheException if it cannot be written
     */
    public RecordFile finish() {
        try {
            flush(0);
            write(RecordLayout.header(records, end, segment), 0);
            writeback.end();
            channel.force(true);
            return new RecordFile(index, segment, RecordFile.map(channel, end, segment));
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        }
    }

    private void append(long place, int sample, byte[] bytes) throws IOException {
        if (waiting.remaining() < RecordLayout.FRAME + bytes.length) {
            flush(0);
        }
        if (waiting.position() == 0) {
            start = place;
        }
        waiting.putInt(bytes.length).putInt(sample);
        if (waiting.remaining() >= bytes.length) {
            waiting.put(bytes);
        } else {
            flush(0);
            write(ByteBuffer.wrap(bytes), place + RecordLayout.FRAME);
        }
    }

    /** Writes what waits, and zeros behind it. */
    private void flush(int zeros) throws IOException {
        if (waiting.remaining() < zeros) {
            flush(0);
        }
        if (waiting.position() == 0) {
            start = end;
        }
        waiting.put(new byte[zeros]);
        write(waiting.flip(), start);
        waiting.clear();
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        writeback.written(bytes.remaining());
        for (long to = at; bytes.hasRemaining(); ) {
            to += channel.write(bytes, to);
        }
    }

    /** An open file lives on without its name. */
    private static void unlink(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // Some systems keep the names of open files: there the file goes when the process ends by itself.
            file.toFile().deleteOnExit();
        }
    }
}
