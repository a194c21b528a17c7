package dev.hskstream.model.formats.safetensors;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.FileForm;
import dev.hskstream.base.file.FileKind;
import dev.hskstream.model.formats.ElementType;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.IntegerTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads safetensors files by mapping them into memory. Float32 weights are not copied and need no heap; other
 * floating-point weights are converted to float32.
 */
public final class SafetensorsReader {
    /** The limit that the format sets on the header's size. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private SafetensorsReader() {}

    /**
     * Reads a file.
     *
     * @throws UserException if it is missing, truncated or malformed
     */
    public static Safetensors read(Path file) {
        FileKind kind = FileKind.of(file);
        if (!kind.is(FileForm.SAFETENSORS, FileForm.BINARY)) {
            throw new UserException(file + ": no valid safetensors file: it is " + kind.description());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        } catch (UserException e) {
            throw new UserException(file + ": no valid safetensors file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Safetensors read(FileChannel channel) throws IOException {
        long headerBytes = headerBytes(channel);
        long dataStart = Long.BYTES + headerBytes;
        byte[] json = new byte[(int) headerBytes];
        readFully(channel, ByteBuffer.wrap(json), Long.BYTES);
        Header header = Header.parse(json, channel.size() - dataStart);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        Set<String> buffers = new LinkedHashSet<>();
        for (Entry entry : header.entries()) {
            Optional<ElementType> type = entry.type().floats();
            if (type.isPresent()) {
                tensors.put(entry.name(), type.get().tensor(entry.shape(), map(channel, dataStart, entry)));
            } else {
                IntegerTensors.requireBuffer(entry.name(), entry.type().name());
                buffers.add(entry.name());
            }
        }
        return new Safetensors(tensors, header.metadata(), buffers);
    }

    private static long headerBytes(FileChannel channel) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw new UserException("it has " + channel.size() + " bytes, too few for a header");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, length, 0);
        long bytes = length.getLong(0);
        if (bytes > channel.size() - Long.BYTES && bytes <= MAX_HEADER_BYTES) {
            throw new UserException("the file is truncated: its header alone has " + bytes + " bytes, the file "
                    + channel.size() + "; get it again");
        }
        if (bytes < 2 || bytes > MAX_HEADER_BYTES) {
            throw new UserException(
                    "a header of " + Long.toUnsignedString(bytes) + " bytes in a file of " + channel.size());
        }
        return bytes;
    }

    private static void readFully(FileChannel channel, ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, position + target.position()) < 0) {
                throw new UserException("the file ended while it was read");
            }
        }
    }

    private static ByteBuffer map(FileChannel channel, long dataStart, Entry entry) throws IOException {
        long bytes = entry.end() - entry.begin();
        if (bytes > Integer.MAX_VALUE) {
            throw new UserException("tensor " + entry.name() + " has " + bytes + " bytes; at most 2 GiB can be read");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), bytes);
    }
}
