package dev.hskstream.console;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the directory of local copies of sets: a mixin for the commands that create and delete them. */
public final class CacheOptions {
    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Directory for local copies of sets, shared by all students of this host"
                    + " (default: hsk-stream/sets in $XDG_CACHE_HOME or ~/.cache).")
    private @Nullable Path directory;

    /** The directory; it may not exist yet. */
    public Path directory() {
        return directory != null ? directory : standard(System.getenv(), System.getProperty("user.home"));
    }

    static Path standard(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
        return root.resolve("hsk-stream").resolve("sets");
    }
}
