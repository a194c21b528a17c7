package dev.hskstream.cli.command;

import dev.hskstream.base.UserException;
import dev.hskstream.console.CacheOptions;
import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.HskCommandLine;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.copy.CacheEviction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hsk sets --evict}. Needs Kafka only if a set is named, because local copies are named by the set's digest. */
final class SetEviction {
    private SetEviction() {}

    static int run(CacheOptions cache, @Nullable String set, ConnectionOptions kafka, OutputOptions output) {
        Path directory = cache.directory();
        CacheEviction done = CacheEviction.of(directory, set == null ? null : digest(kafka, set));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cacheDir", directory.toString());
        json.put("copies", done.copies());
        json.put("bytesFreed", done.bytes());
        json.put("busy", done.busy().stream().map(Path::toString).toList());
        output.print(json, text(directory, done));
        return HskCommandLine.DONE;
    }

    private static String digest(ConnectionOptions kafka, String set) {
        String digest = new ManifestStore(kafka.connect()).require(set).getDigest();
        if (digest == null) {
            throw new UserException("set " + set + " is not sealed, so nobody has a copy of it; without --set, every"
                    + " copy is removed");
        }
        return digest;
    }

    private static String text(Path directory, CacheEviction done) {
        String freed = String.format(
                Locale.ROOT, "%s: %d copies removed, %.1f MB freed", directory, done.copies(), done.bytes() / 1e6);
        return done.busy().isEmpty()
                ? freed
                : freed + "; being filled right now and left alone: "
                        + done.busy().stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
