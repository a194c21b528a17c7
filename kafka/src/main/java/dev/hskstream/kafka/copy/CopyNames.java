package dev.hskstream.kafka.copy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one set in a cache's directory. A copy is named by the set's digest, so that equal sets share it and a set
 * that was produced anew has another.
 *
 * @param copy whole and checked: it gets its name last
 * @param part being filled
 * @param lock held by whoever fills or removes; empty
 */
record CopyNames(Path copy, Path part, Path lock) {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.(hskc|part)");

    static CopyNames of(Path directory, String digest) {
        return new CopyNames(
                directory.resolve(digest + ".hskc"),
                directory.resolve(digest + ".part"),
                directory.resolve(digest + ".lock"));
    }

    /** The digest in the name of a copy, whole or not. */
    static Optional<String> digest(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
