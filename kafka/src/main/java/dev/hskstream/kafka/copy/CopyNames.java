package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file names of one set in a cache directory. A copy is named by the set's digest, so that equal sets share a copy
 * and a set that was produced again gets another one.
 *
 * @param copy the complete and verified copy; the file gets this name last
 * @param part the unfinished copy
 * @param lock held while a copy is written or deleted; an empty file
 */
record CopyNames(Path copy, Path part, Path lock) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.(hskc|part)");

    /**
     * The files of the set with this digest.
     *
     * @throws UserException if the digest is malformed: it comes from Kafka, where other programs may have written it,
     *     and must not lead out of the directory
     */
    static CopyNames of(Path directory, @Nullable String digest) {
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw new UserException("the set's manifest has the digest \"" + shown(digest)
                    + "\", which is no SHA-256 (64 hexadecimal digits); it was not written by hsk seal");
        }
        return new CopyNames(
                directory.resolve(digest + ".hskc"),
                directory.resolve(digest + ".part"),
                directory.resolve(digest + ".lock"));
    }

    private static String shown(@Nullable String digest) {
        String text = String.valueOf(digest).replaceAll("\\p{Cntrl}", "?");
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    /** The digest in the name of a complete or unfinished copy. */
    static Optional<String> digest(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
