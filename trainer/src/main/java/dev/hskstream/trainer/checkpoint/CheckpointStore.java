package dev.hskstream.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.safetensors.Safetensors;
import dev.hskstream.model.formats.safetensors.SafetensorsReader;
import dev.hskstream.model.formats.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one training, in a directory of its own.
 *
 * <p><b>Atomicity.</b> A checkpoint is one safetensors file; step, settings and curves are its metadata. The writer
 * writes it under another name, forces it to disk and renames it, so that a file with a checkpoint's name is whole, and
 * the newest one is where the training stands. Those before it are kept, as many as are asked for: a disk that lost the
 * newest file's content, which a checksum tells, still leaves a place to go on from. Every checkpoint also holds the weights
 * that evaluated best until then, so that the best is kept whichever of the files is used.
 */
public final class CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final String LOCK = "lock";
    private static final String FORMAT = "hsk-checkpoint-2";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final int keep;

    /**
     * A store.
     *
     * @param directory need not exist yet
     * @param keep how many checkpoints are kept, at least 1
     */
    public CheckpointStore(Path directory, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("--keep-checkpoints must be at least 1, got " + keep);
        }
        this.directory = directory;
        this.keep = keep;
    }

    /**
     * Writes a checkpoint and removes all but the last ones; returns its file.
     *
     * @throws CheckpointException if the disk refuses; the checkpoints before stay as they are
     */
    public Path save(Checkpoint checkpoint) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        checkpoint.weights().forEach((name, tensor) -> tensors.put("weights/" + name, tensor));
        checkpoint.moments().forEach((name, tensor) -> tensors.put("moments/" + name, tensor));
        checkpoint.best().forEach((name, tensor) -> tensors.put("best/" + name, tensor));
        try {
            Files.createDirectories(directory);
            Map<String, String> metadata = Map.of(
                    "format", FORMAT,
                    "step", Long.toString(checkpoint.step()),
                    "settings", JSON.writeValueAsString(checkpoint.settings()),
                    "crc32c", checksum(tensors),
                    "progress", checkpoint.progress());
            SafetensorsWriter.write(file(checkpoint.step()), tensors, metadata);
            List<Path> files = files();
            for (Path old : files.subList(0, Math.max(0, files.size() - keep))) {
                Files.delete(old);
            }
            return file(checkpoint.step());
        } catch (UncheckedIOException | IOException e) {
            throw new CheckpointException("step " + checkpoint.step() + " cannot be kept: " + e.getMessage()
                    + "; free space in " + directory + " and start again, which goes on from the checkpoint before");
        }
    }

    /**
     * The newest checkpoint that is whole; a broken one is named on the log and the one before it taken.
     *
     * @param force whether adjustable settings may have changed since
     * @throws CheckpointException if a setting differs, or there are only broken ones
     */
    public Optional<Resumption> latest(RunSettings settings, boolean force) {
        List<Path> files = files();
        for (int i = files.size() - 1; i >= 0; i--) {
            Optional<Checkpoint> checkpoint = read(files.get(i));
            if (checkpoint.isPresent()) {
                List<String> changes = settings.changesSince(checkpoint.get().settings(), files.get(i), force);
                return Optional.of(new Resumption(checkpoint.get(), changes));
            }
        }
        if (!files.isEmpty()) {
            throw new CheckpointException(directory + ": none of its " + files.size()
                    + " checkpoints can be used; pass --restart to start anew, which removes them");
        }
        return Optional.empty();
    }

    /**
     * Where a training goes on.
     *
     * @param changes settings that are others since, as {@code NAME OLD -> NEW}
     */
    public record Resumption(Checkpoint checkpoint, List<String> changes) {}

    /**
     * Makes the store this process's own until the lock is closed.
     *
     * @throws UserException if another training has it
     */
    public OwnerLock lock() {
        return OwnerLock.take(
                directory.resolve(LOCK),
                directory + " belongs to a training that is running; wait for it, or name another --out");
    }

    /** Removes the checkpoints and what lies beside them; the lock stays. */
    public void clear() {
        remove(path -> !path.equals(directory) && !path.endsWith(LOCK));
    }

    /** Removes the directory and what is in it. */
    public void delete() {
        remove(path -> true);
    }

    private void remove(Predicate<Path> which) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path :
                    tree.filter(which).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    private static Optional<Checkpoint> read(Path file) {
        try {
            Safetensors content = SafetensorsReader.read(file);
            if (!FORMAT.equals(content.metadata().get("format"))) {
                throw new CheckpointException(file + ": is not a checkpoint of this version (" + FORMAT + ")");
            }
            if (!checksum(content.tensors()).equals(content.metadata().get("crc32c"))) {
                throw new CheckpointException(file + ": its checksum does not fit its content");
            }
            return Optional.of(new Checkpoint(
                    Long.parseLong(content.metadata().getOrDefault("step", "")),
                    JSON.readValue(content.metadata().get("settings"), new TypeReference<>() {}),
                    part(content, "weights/"),
                    part(content, "moments/"),
                    part(content, "best/"),
                    content.metadata().getOrDefault("progress", "")));
        } catch (UserException | IllegalArgumentException | JsonProcessingException e) {
            LOG.warn("{} cannot be used, going back to the checkpoint before it: {}", file, e.getMessage());
            return Optional.empty();
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

    /** Over the content of every tensor, in their order, hexadecimal. */
    private static String checksum(Map<String, HostTensor> tensors) {
        CRC32C checksum = new CRC32C();
        tensors.values().forEach(tensor -> checksum.update(tensor.data()));
        return Long.toHexString(checksum.getValue());
    }

    private Path file(long step) {
        return directory.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
    }

    /** Oldest first. */
    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().matches("step-\\d{9,}\\.safetensors"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
