package dev.hskstream.console;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where local copies of sets are: a mixin for the commands that make and remove them. */
public final class CacheOptions {
    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Where the copies of sets are that this host's students share"
                    + " (default: hsk-stream/sets in $XDG_CACHE_HOME or ~/.cache).")
    private @Nullable Path directory;

    /** The directory; need not be there. */
    public Path directory() {
        return directory != null ? directory : standard(System.getenv(), System.getProperty("user.home"));
    }

    static Path standard(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
        return root.resolve("hsk-stream").resolve("sets");
    }
}
