package dev.hskstream.model.formats.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.model.formats.HostTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes float32 tensors in the order given; the same tensors and metadata always give the same bytes. */
public final class SafetensorsWriter {
    /** Data starts at a multiple of this, as the reference implementation has it, so that readers can map it. */
    private static final int ALIGNMENT = 8;

    private static final JsonMapper JSON = new JsonMapper();

    private SafetensorsWriter() {}

    /**
     * Writes beside {@code file}, forces the bytes to disk, and renames: the file is there whole or not at all.
     *
     * @throws UncheckedIOException where the disk refuses
     */
    public static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            writeForced(temporary, header(tensors, metadata), tensors);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        } finally {
            discard(temporary);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(temporary + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static void writeForced(Path file, ByteBuffer header, Map<String, HostTensor> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, header);
            for (HostTensor tensor : tensors.values()) {
                writeFully(channel, tensor.data());
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer header(Map<String, HostTensor> tensors, Map<String, String> metadata) {
        byte[] json = json(tensors, metadata).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] spaces = new byte[padded - json.length];
        Arrays.fill(spaces, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json)
                .put(spaces)
                .flip();
    }

    private static String json(Map<String, HostTensor> tensors, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            root.putPOJO("__metadata__", new TreeMap<>(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey());
            node.put("dtype", "F32");
            node.putPOJO("shape", entry.getValue().shape());
            long end = offset + entry.getValue().data().remaining();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a header of names and numbers can always be written", e);
        }
    }
}
