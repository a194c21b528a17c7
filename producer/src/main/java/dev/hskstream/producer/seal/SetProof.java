package dev.hskstream.producer.seal;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.schemas.codec.KnowledgeCodec;
import dev.hskstream.schemas.codec.LayerBlock;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Proves that the records given to it are a whole set: every sample exactly once, of one lineage, decodable. A state
 * machine without a broker.
 *
 * <p>The digest is SHA-256 over every record's own SHA-256 in sample order; it does not depend on partitions, offsets or
 * the order in which the records came.
 */
final class SetProof {
    private static final int SHA256_BYTES = 32;
    private static final int NAMED = 10;

    private final KnowledgeManifest manifest;
    private final KnowledgeCodec codec;
    private final int layers;
    private final byte[] digests;
    private final BitSet seen;
    private final List<Long> doubled = new ArrayList<>();
    private long keptValues;
    private double fullValues;

    SetProof(KnowledgeManifest manifest, KnowledgeCodec codec, int teacherLayers) {
        this.manifest = manifest;
        this.codec = codec;
        this.layers = teacherLayers + 1;
        int samples = Math.toIntExact(manifest.getSamples());
        this.digests = new byte[Math.multiplyExact(samples, SHA256_BYTES)];
        this.seen = new BitSet(samples);
    }

    /** Takes a record; throws {@link dev.hskstream.schemas.codec.CodecException} if it cannot be decoded. */
    void add(KnowledgeRecord stored) {
        Knowledge knowledge = codec.decode(stored);
        if (knowledge.sample() >= manifest.getSamples()) {
            throw new SchemasException(
                    "sample " + knowledge.sample() + " is past the set's " + manifest.getSamples() + " samples");
        }
        int index = (int) knowledge.sample();
        if (seen.get(index)) {
            doubled.add(knowledge.sample());
        }
        seen.set(index);
        System.arraycopy(KnowledgeCodec.recordDigest(stored), 0, digests, index * SHA256_BYTES, SHA256_BYTES);
        for (LayerBlock layer : knowledge.layers()) {
            keptValues += layer.values().length;
        }
        int hidden = knowledge.layers().get(0).mask().hidden();
        fullValues += (double) layers * knowledge.tokenIds().length * hidden;
    }

    /**
     * The proof's result.
     *
     * @throws SchemasException naming the samples that are missing or doubled
     */
    Proven result() {
        long missing = manifest.getSamples() - seen.cardinality();
        if (missing > 0 || !doubled.isEmpty()) {
            throw new SchemasException("set " + manifest.getSet() + " cannot be sealed: "
                    + missing + " of " + manifest.getSamples() + " samples missing" + missing()
                    + ", " + doubled.size() + " doubled" + list(doubled)
                    + (doubled.isEmpty()
                            ? "; run hsk produce --set " + manifest.getSet() + " to its end, then seal again"
                            : "; the topic was written to by something else, produce under another --set name"));
        }
        double share = fullValues == 0 ? 0 : keptValues / fullValues;
        return new Proven(HexFormat.of().formatHex(sha256(digests)), share);
    }

    /**
     * What was proven.
     *
     * @param digest hexadecimal
     * @param hskShare hidden values kept over all hidden values
     */
    record Proven(String digest, double hskShare) {}

    private String missing() {
        List<Long> first = new ArrayList<>();
        int samples = (int) manifest.getSamples();
        for (int i = seen.nextClearBit(0); i < samples && first.size() <= NAMED; i = seen.nextClearBit(i + 1)) {
            first.add((long) i);
        }
        return list(first);
    }

    private static String list(List<Long> samples) {
        if (samples.isEmpty()) {
            return "";
        }
        String text = samples.stream().limit(NAMED).map(String::valueOf).toList().toString();
        return " " + (samples.size() > NAMED ? text.substring(0, text.length() - 1) + ", ...]" : text);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
