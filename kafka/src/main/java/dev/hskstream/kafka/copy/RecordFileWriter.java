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

/** Writes a set's records to a file and computes their digest. Not thread-safe. */
public final class RecordFileWriter implements RecordSource.Sink, AutoCloseable {
    /** Size of the write buffer: a separate write for each record takes longer than its digest. */
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

    /** Creates the file, or overwrites it. */
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
     * Creates an unnamed file in {@code directory}, which disappears when the process ends, for whatever reason.
     *
     * @throws CacheException if the file cannot be created
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
     * @throws CacheException if the file cannot be written
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

    /** Whether the sample's record has been written. */
    public boolean has(long sample) {
        return digest.has(sample);
    }

    /** Whether the sample's record has been written with exactly these bytes. */
    public boolean hasSame(long sample, byte[] bytes) {
        return digest.hasSame(sample, RecordBytes.digest(ByteBuffer.wrap(bytes)));
    }

    /** The number of records so far. */
    public int records() {
        return records;
    }

    /** The digest of a set with these records; meaningful only when all records are present. */
    public String digest() {
        return digest.hex();
    }

    /**
     * Forces the file to disk and opens its records for reading.
     *
     * @throws CacheException if the file cannot be written
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

    /** Writes the buffered bytes, followed by zeros. */
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

    /** Deletes the file's name; the open file stays usable. */
    private static void unlink(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // Some systems do not delete open files. There the file is deleted when the JVM ends normally.
            file.toFile().deleteOnExit();
        }
    }
}
