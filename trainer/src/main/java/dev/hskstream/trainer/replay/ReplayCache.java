package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a set in one local file, memory-mapped, so that epochs after the first cost neither the network nor
 * heap. The file belongs to one reader and does not outlive it.
 *
 * <p>Records lie one after the other in {@link KnowledgeRecord}'s Avro binary form; none straddles a segment of
 * {@value #SEGMENT} bytes, because one mapping cannot be larger than 2 GiB.
 */
final class ReplayCache implements AutoCloseable {
    private static final long SEGMENT = 1L << 30;

    private final long segment;
    private final Path file;
    private final FileChannel channel;
    private final long[] starts;
    private final int[] sizes;
    private final List<MappedByteBuffer> segments = new ArrayList<>();
    private long end;

    /** An empty cache for that many records in {@code directory}. */
    ReplayCache(Path directory, int records) {
        this(directory, records, SEGMENT);
    }

    /** A cache with segments of {@code segment} bytes, the longest that a record can be. */
    ReplayCache(Path directory, int records, long segment) {
        this.segment = segment;
        try {
            Files.createDirectories(directory);
            file = Files.createTempFile(directory, "replay-", ".cache");
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            unlink(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a replay cache in " + directory, e);
        }
        starts = new long[records];
        sizes = new int[records];
    }

    /** An open file lives on without its name, and is gone with the process however that ends. */
    private static void unlink(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // Some systems keep the names of open files: there the file goes when the process ends by itself.
            file.toFile().deleteOnExit();
        }
    }

    void put(int index, ByteBuffer record) {
        int size = record.remaining();
        if (end / segment != (end + size - 1) / segment) {
            end = (end / segment + 1) * segment;
        }
        starts[index] = end;
        sizes[index] = size;
        try {
            while (record.hasRemaining()) {
                end += channel.write(record, end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the replay cache " + file + "; free space or name another --cache-dir", e);
        }
    }

    /** Maps what was put; no more can be. */
    void freeze() {
        try {
            for (long from = 0; from < end; from += segment) {
                segments.add(channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(segment, end - from)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the replay cache " + file, e);
        }
    }

    ByteBuffer get(int index) {
        MappedByteBuffer mapped = segments.get((int) (starts[index] / segment));
        return mapped.slice((int) (starts[index] % segment), sizes[index]);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the replay cache " + file, e);
        }
    }
}
