package dev.hskstream.trainer.certificate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of the order in which samples are trained on. It is a hash chain over batches, so that it can be continued
 * after a restart: it starts as 32 zero bytes, and each batch replaces it by the SHA-256 of the previous digest, the
 * batch's size (4 bytes) and its sample indices (8 bytes each), all big-endian.
 */
public final class OrderDigest {
    private static final int BYTES = 32;

    private byte[] digest;

    private OrderDigest(byte[] digest) {
        this.digest = digest;
    }

    /** The digest before the first batch. */
    public static OrderDigest empty() {
        return new OrderDigest(new byte[BYTES]);
    }

    /** Continues from a digest that {@link #hex} returned. */
    static OrderDigest of(String hex) {
        return new OrderDigest(HexFormat.of().parseHex(hex));
    }

    /** Adds the next batch. */
    public void add(long[] batch) {
        ByteBuffer link = ByteBuffer.allocate(BYTES + Integer.BYTES + Long.BYTES * batch.length);
        link.put(digest).putInt(batch.length);
        for (long sample : batch) {
            link.putLong(sample);
        }
        digest = sha256(link.array());
    }

    /** The digest of the batches so far, in lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(digest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
