package dev.hskstream.model.formats.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.file.AtomicFiles;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes float32 tensors in the given order. The same tensors and metadata always give the same bytes. */
public final class SafetensorsWriter {
    /**
     * The data starts at a multiple of this many bytes, as in the reference implementation, so that it can be mapped.
     */
    private static final int ALIGNMENT = 8;

    private static final JsonMapper JSON = new JsonMapper();

    private SafetensorsWriter() {}

    /**
     * Writes the file atomically (see {@link AtomicFiles}), one tensor at a time.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
        ByteBuffer header = header(tensors, metadata);
        try {
            AtomicFiles.write(file, channel -> {
                AtomicFiles.writeFully(channel, header);
                for (TensorSource tensor : tensors.values()) {
                    AtomicFiles.writeFully(channel, tensor.values().data());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer header(Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
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

    private static String json(Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            root.putPOJO("__metadata__", new TreeMap<>(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, ? extends TensorSource> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey());
            node.put("dtype", "F32");
            node.putPOJO("shape", entry.getValue().shape());
            long end = offset + Float.BYTES * HostTensor.sizeOf(entry.getValue().shape());
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
