package dev.hskstream.model.formats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a sequence of fields. Texts and shapes are preceded by their length, so that different sequences never
 * give the same input.
 */
public final class TensorDigest {
    private final MessageDigest digest;

    public TensorDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public TensorDigest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    public TensorDigest add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    public TensorDigest add(HostTensor tensor) {
        long[] shape = tensor.shape();
        add(shape.length);
        for (long extent : shape) {
            add(extent);
        }
        digest.update(tensor.data());
        return this;
    }

    /** Returns the digest in lower-case hexadecimal and resets this object. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
