package dev.hskstream.kafka.copy;

import dev.hskstream.base.file.OwnerLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of removing local copies. Students that have a copy open are not affected, because an open file stays
 * readable after its deletion.
 *
 * @param copies number of deleted files, including unfinished copies of killed students
 * @param bytes total size of the deleted files
 * @param busy copies that are being written at the moment and were not deleted
 */
public record CacheEviction(int copies, long bytes, List<Path> busy) {
    /**
     * Deletes copies.
     *
     * @param digest digest of the set whose copy to delete; null for every copy in the directory
     * @throws CacheException if a file cannot be deleted
     */
    public static CacheEviction of(Path directory, @Nullable String digest) {
        CacheEviction result = new CacheEviction(0, 0, List.of());
        try {
            for (String each : digest == null ? digests(directory) : List.of(digest)) {
                result = result.and(evict(CopyNames.of(directory, each)));
            }
            return result;
        } catch (IOException e) {
            throw CacheErrors.of(directory, e);
        } catch (UncheckedIOException e) {
            throw CacheErrors.of(directory, Objects.requireNonNull(e.getCause()));
        }
    }

    private static CacheEviction evict(CopyNames names) throws IOException {
        if (!Files.exists(names.copy()) && !Files.exists(names.part())) {
            return new CacheEviction(0, 0, List.of());
        }
        Optional<OwnerLock> lock = OwnerLock.tryTake(names.lock());
        if (lock.isEmpty()) {
            return new CacheEviction(0, 0, List.of(names.part()));
        }
        try {
            return remove(names.copy()).and(remove(names.part()));
        } finally {
            lock.get().close();
        }
    }

    private static CacheEviction remove(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new CacheEviction(0, 0, List.of());
        }
        long size = Files.size(file);
        Files.delete(file);
        return new CacheEviction(1, size, List.of());
    }

    private CacheEviction and(CacheEviction other) {
        List<Path> both = new ArrayList<>(busy);
        both.addAll(other.busy);
        return new CacheEviction(copies + other.copies, bytes + other.bytes, List.copyOf(both));
    }

    private static List<String> digests(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> CopyNames.digest(file).stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
