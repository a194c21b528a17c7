package dev.hskstream.kafka.seal;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.KnowledgeCodec;
import dev.hskstream.schemas.record.LayerBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that the records added to it are a complete set: every sample occurs exactly once, all records have the same
 * lineage and can be decoded, and they have the layers and logits that the manifest specifies. It needs no broker.
 */
final class SetProof {
    private static final int NAMED = 10;

    private final KnowledgeManifest manifest;
    private final SetShape shape;
    private final KnowledgeCodec codec;
    private final SetDigest digest;
    private final List<Long> doubled = new ArrayList<>();
    private double keptValues;
    private double fullValues;

    SetProof(KnowledgeManifest manifest, SetShape shape, KnowledgeCodec codec) {
        this.manifest = manifest;
        this.shape = shape;
        this.codec = codec;
        this.digest = new SetDigest(manifest.getSamples());
    }

    /** Adds a record. Throws {@link CodecException} if it does not match the manifest. */
    void add(KnowledgeRecord stored) {
        Knowledge knowledge = codec.decode(stored);
        shape.check(knowledge);
        if (!digest.add(stored)) {
            doubled.add(knowledge.sample());
        }
        for (LayerBlock layer : knowledge.layers()) {
            keptValues += layer.values().length;
        }
        fullValues += (shape.teacherLayers() + 1.0) * knowledge.tokenIds().length * shape.hidden();
    }

    /** Describes which samples are missing or duplicated; empty if each occurred exactly once. */
    Optional<String> gaps() {
        List<Long> missing = digest.missing().stream().asLongStream().boxed().toList();
        if (missing.isEmpty() && doubled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(missing.size() + " of " + manifest.getSamples() + " samples missing" + list(missing) + ", "
                + doubled.size() + " doubled" + list(doubled));
    }

    /**
     * Returns what was proven.
     *
     * @throws UserException naming the samples that are missing or duplicated
     */
    Proven result() {
        gaps().ifPresent(gaps -> {
            throw new UserException("set " + manifest.getSet() + " cannot be sealed: " + gaps
                    + (doubled.isEmpty()
                            ? "; run hsk produce --set " + manifest.getSet() + " to its end, then seal again"
                            : "; the topic was written to by something else, produce under another --set name"));
        });
        return proven();
    }

    /** Returns the totals of what was read; they are meaningful only without {@link #gaps}. */
    Proven proven() {
        return new Proven(digest.hex(), fullValues == 0 ? 0 : keptValues / fullValues);
    }

    /**
     * The proven properties of a set.
     *
     * @param digest the set's digest, hexadecimal
     * @param hskShare number of hidden values kept, divided by the number of all hidden values
     */
    record Proven(String digest, double hskShare) {}

    private static String list(List<Long> samples) {
        if (samples.isEmpty()) {
            return "";
        }
        String text =
                samples.stream().limit(NAMED).map(String::valueOf).toList().toString();
        return " " + (samples.size() > NAMED ? text.substring(0, text.length() - 1) + ", ...]" : text);
    }
}
