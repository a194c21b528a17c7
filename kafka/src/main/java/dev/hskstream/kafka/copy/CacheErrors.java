package dev.hskstream.kafka.copy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Describes failures of a cache directory in one line. */
final class CacheErrors {
    private static final String REMEDY = "free space, name another --cache-dir, or use --cache none";

    private CacheErrors() {}

    static CacheException of(Path directory, IOException cause) {
        String said = String.valueOf(
                cause instanceof FileSystemException file && file.getReason() != null
                        ? file.getReason()
                        : cause.getMessage());
        if (said.contains("No space left") || said.contains("quota exceeded")) {
            return new CacheException(directory + ": the disk became full while the set was copied; " + REMEDY, cause);
        }
        return new CacheException(
                directory + ": a copy of the set cannot be written or read ("
                        + cause.getClass().getSimpleName() + ": " + said
                        + "); name another --cache-dir, or use --cache none",
                cause);
    }

    static CacheException space(Path directory, String set, long needed, long free) {
        return new CacheException(
                directory + ": the copy of set " + set + " needs " + size(needed) + ", free are " + size(free) + "; "
                        + REMEDY,
                null);
    }

    static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
