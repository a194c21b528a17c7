package dev.hskstream.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.FiniteCheck;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorSource;
import dev.hskstream.model.formats.safetensors.Safetensors;
import dev.hskstream.model.formats.safetensors.SafetensorsReader;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * One checkpoint as a safetensors file. All numbers must be finite, when writing and when reading, and match the
 * checksum.
 */
final class CheckpointFile {
    private static final String FORMAT = "hsk-checkpoint-2";
    private static final String WEIGHTS = "weights/";
    private static final String MOMENTS = "moments/";
    private static final String BEST = "best/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointFile() {}

    /**
     * Writes the file as {@link SafetensorsWriter} does.
     *
     * @throws dev.hskstream.model.formats.NonFiniteTensorException if one of the numbers is not finite; nothing is
     *     written then
     */
    static void write(Path file, Checkpoint<? extends TensorSource> checkpoint) {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        checkpoint.weights().forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
        checkpoint.moments().forEach((name, tensor) -> tensors.put(MOMENTS + name, tensor));
        checkpoint.best().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
        SafetensorsWriter.write(
                file,
                tensors,
                Map.of(
                        "format", FORMAT,
                        "step", Long.toString(checkpoint.step()),
                        "settings", json(checkpoint.settings()),
                        "crc32c", checksum(tensors),
                        "progress", checkpoint.progress()));
    }

    /**
     * Memory-maps the file and reads all of it once to check it.
     *
     * @throws UserException saying why no training can resume from it
     */
    static Checkpoint<HostTensor> read(Path file) {
        Safetensors content = SafetensorsReader.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new CheckpointException(file + ": is not a checkpoint of this version (" + FORMAT + ")");
        }
        if (!checksum(content.tensors()).equals(content.metadata().get("crc32c"))) {
            throw new CheckpointException(file + ": its checksum does not fit its content");
        }
        try {
            return new Checkpoint<>(
                    Long.parseLong(content.metadata().getOrDefault("step", "")),
                    JSON.readValue(content.metadata().get("settings"), new TypeReference<>() {}),
                    part(content, WEIGHTS),
                    part(content, MOMENTS),
                    part(content, BEST),
                    content.metadata().getOrDefault("progress", ""));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new CheckpointException(file + ": its step or its settings cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, HostTensor> part(Safetensors content, String prefix) {
        Map<String, HostTensor> part = new LinkedHashMap<>();
        content.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }

    /** The CRC-32C of all tensors' content, in their order, hexadecimal. Also refuses numbers that are not finite. */
    private static String checksum(Map<String, ? extends TensorSource> tensors) {
        CRC32C checksum = new CRC32C();
        tensors.forEach((name, tensor) -> {
            HostTensor values = tensor.values();
            FiniteCheck.require(name, values);
            checksum.update(values.data());
        });
        return Long.toHexString(checksum.getValue());
    }

    private static String json(Map<String, String> settings) {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and values can always be written", e);
        }
    }
}
