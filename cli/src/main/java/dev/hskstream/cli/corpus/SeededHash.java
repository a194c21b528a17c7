package dev.hskstream.cli.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A pseudo-random number that depends only on a seed and a text, the same on every machine. */
final class SeededHash {
    private SeededHash() {}

    /** Returns a number from 0 (inclusive) to 1 (exclusive). */
    static double uniform(long seed, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
            long bits = ByteBuffer.wrap(sha256.digest(text.getBytes(UTF_8))).getLong();
            return (bits >>> 11) * 0x1p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
