package dev.hskstream.trainer.certificate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of an order of samples, computed batch by batch so that it can be continued after a restart: 32 zero bytes at first;
 * with each batch, SHA-256 over the digest before, the batch's size (4 bytes) and its sample indices (8 bytes each), all
 * big-endian.
 */
public final class OrderDigest {
    private static final int BYTES = 32;

    private byte[] digest;

    private OrderDigest(byte[] digest) {
        this.digest = digest;
    }

    /** The digest of nothing. */
    public static OrderDigest empty() {
        return new OrderDigest(new byte[BYTES]);
    }

    /** Takes up a chain where {@link #hex} was asked for. */
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
