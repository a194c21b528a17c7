package dev.hskstream.kafka.catalog;

import dev.hskstream.schemas.avro.TokenizerPart;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Splits a {@code tokenizer.json} into parts that fit into a record with Kafka's default limits, and joins them again.
 * Of several records with the same key, the last one counts. The digest of the whole distinguishes parts of different
 * writers.
 */
public final class TokenizerParts {
    /** Together with the record's other fields, well below Kafka's default limit of 1 MiB. */
    private static final int PART_BYTES = 512 << 10;

    private final String fingerprint;
    private final SortedMap<Integer, TokenizerPart> parts = new TreeMap<>();

    TokenizerParts(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** Splits a tokenizer into parts, in order. */
    public static List<TokenizerPart> split(String fingerprint, String json) {
        ByteBuffer packed = CompressedTokenizer.pack(json);
        int count = (packed.remaining() + PART_BYTES - 1) / PART_BYTES;
        String digest = sha256(packed);
        List<TokenizerPart> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            int size = Math.min(PART_BYTES, packed.remaining() - part * PART_BYTES);
            parts.add(new TokenizerPart(
                    fingerprint, part, count, digest, packed.slice(packed.position() + part * PART_BYTES, size)));
        }
        return parts;
    }

    /** The record key of a part. */
    static String key(TokenizerPart part) {
        return part.getFingerprint() + "/" + part.getPart();
    }

    /** Adds a record of the topic; records of other tokenizers are ignored. */
    void add(String key, @Nullable TokenizerPart part) {
        for (int number : List.copyOf(parts.keySet())) {
            if (part == null && key.equals(fingerprint + "/" + number)) {
                parts.remove(number);
            }
        }
        if (part != null && part.getFingerprint().equals(fingerprint)) {
            parts.put(part.getPart(), part);
        }
    }

    /** The joined text; empty if a part is missing or the parts do not belong together. */
    Optional<String> join() {
        TokenizerPart first = parts.get(0);
        if (first == null) {
            return Optional.empty();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int number = 0; number < first.getParts(); number++) {
            TokenizerPart part = parts.get(number);
            if (part == null) {
                return Optional.empty();
            }
            byte[] bytes = new byte[part.getJson().remaining()];
            part.getJson().duplicate().get(bytes);
            whole.writeBytes(bytes);
        }
        ByteBuffer packed = ByteBuffer.wrap(whole.toByteArray());
        return sha256(packed).equals(first.getDigest())
                ? Optional.of(CompressedTokenizer.unpack(packed))
                : Optional.empty();
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
