package dev.hskstream.schemas.digest;

import dev.hskstream.base.Arguments;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.KnowledgeCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * The digest of a knowledge set: SHA-256 over every record's {@link KnowledgeCodec#recordDigest} in sample order. It
 * does not depend on partitions, offsets or the order in which the records are added.
 */
public final class SetDigest {
    private static final int SHA256_BYTES = 32;

    private final byte[] digests;
    private final BitSet seen;
    private final int samples;

    /**
     * Creates a digest over {@code samples} records.
     *
     * @throws IllegalArgumentException if there are more samples than this class can hold
     */
    public SetDigest(long samples) {
        Arguments.check(
                samples >= 0 && samples <= Integer.MAX_VALUE / SHA256_BYTES,
                "set",
                "%d samples are more than a digest can be made of",
                samples);
        this.samples = (int) samples;
        this.digests = new byte[this.samples * SHA256_BYTES];
        this.seen = new BitSet(this.samples);
    }

    /**
     * Adds a record.
     *
     * @return whether this is the first record of its sample
     * @throws CodecException if the sample index is outside the set
     */
    public boolean add(KnowledgeRecord stored) {
        return add(stored.getSample(), KnowledgeCodec.recordDigest(stored));
    }

    /**
     * Adds a sample's record by its record digest.
     *
     * @param recordDigest SHA-256, 32 bytes
     * @return whether this is the first record of its sample
     * @throws CodecException if the sample index is outside the set
     */
    public boolean add(long sample, byte[] recordDigest) {
        if (sample < 0 || sample >= samples) {
            throw new CodecException("sample " + sample + " is outside the set's 0.." + (samples - 1));
        }
        int index = (int) sample;
        boolean first = !seen.get(index);
        seen.set(index);
        System.arraycopy(recordDigest, 0, digests, index * SHA256_BYTES, SHA256_BYTES);
        return first;
    }

    /** Whether a record of this sample was added; false for a sample outside the set. */
    public boolean has(long sample) {
        return sample >= 0 && sample < samples && seen.get((int) sample);
    }

    /** Whether a record of this sample with this digest was added. */
    public boolean hasSame(long sample, byte[] recordDigest) {
        int at = has(sample) ? (int) sample * SHA256_BYTES : 0;
        return has(sample) && Arrays.equals(digests, at, at + SHA256_BYTES, recordDigest, 0, recordDigest.length);
    }

    /** The samples of which no record was added. */
    public BitSet missing() {
        BitSet missing = (BitSet) seen.clone();
        missing.flip(0, samples);
        return missing;
    }

    /** The digest in lower-case hexadecimal. It is meaningful only if no sample is missing. */
    public String hex() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(digests));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
