package dev.hskstream.producer.seal;

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
 * Proves that the records given to it are a whole set: every sample exactly once, of one lineage, decodable, with the
 * layers and logits that the manifest promises. A state machine without a broker.
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

    /** Takes a record; throws {@link CodecException} if it is not what the manifest promises. */
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

    /** Which samples are missing or doubled; empty if each was there exactly once. */
    Optional<String> gaps() {
        List<Long> missing = digest.missing().stream().asLongStream().boxed().toList();
        if (missing.isEmpty() && doubled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(missing.size() + " of " + manifest.getSamples() + " samples missing" + list(missing) + ", "
                + doubled.size() + " doubled" + list(doubled));
    }

    /**
     * What is proven of a set that can be sealed.
     *
     * @throws UserException naming the samples that are missing or doubled
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

    /** What was read; says something only where there are no gaps. */
    Proven proven() {
        return new Proven(digest.hex(), fullValues == 0 ? 0 : keptValues / fullValues);
    }

    /**
     * What was proven.
     *
     * @param digest hexadecimal
     * @param hskShare hidden values kept over all hidden values
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
