package dev.hskstream.monitor.derive;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.encoding.Float32;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.selection.Compression;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is derived from which set. The first process fixes this in the derived set's manifest, and every other one must
 * match it. A pure function of the source's manifest and what is wanted.
 */
final class DerivationContract {
    private final KnowledgeManifest source;
    private final Compression stored;
    private final Compression wanted;
    private final KnowledgeManifest claim;

    /**
     * Creates the contract.
     *
     * @param source the source's manifest
     * @param set name of the derived set
     * @param options what the user wants
     * @param now time for the manifest
     * @throws UserException if the source is not sealed, or does not hold what is wanted
     */
    DerivationContract(KnowledgeManifest source, String set, WantedCompression options, Instant now) {
        if (SetState.of(source) != SetState.COMPLETE) {
            throw new UserException("set " + source.getSet() + " is not sealed yet; run hsk produce to its end and hsk"
                    + " seal --set " + source.getSet() + ", then derive from it");
        }
        if (source.getSet().equals(set)) {
            throw new UserException("--set " + set + " is the set to derive from; name a new one");
        }
        CompressionSpec spec = Objects.requireNonNull(source.getCompression());
        Teacher teacher = Objects.requireNonNull(source.getTeacher());
        this.source = source;
        this.stored = CompressionSpecs.compression(spec);
        this.wanted = options.from(spec);
        new Derivability(source.getSet(), teacher.getLayers(), teacher.getHidden(), stored, source.getScores())
                .require(wanted);
        this.claim = claim(set, teacher, now);
    }

    /** The manifest of the derived set before its topics are written, without their offsets. */
    KnowledgeManifest claim() {
        return claim;
    }

    /** Returns what is done to each record. */
    Reselection reselection() {
        return new Reselection(
                SetCodec.of(source),
                stored,
                SetCodec.of(claim),
                wanted,
                Objects.requireNonNull(source.getCompression()).getLayers(),
                Objects.requireNonNull(claim.getCompression()).getLayers());
    }

    /**
     * Checks an existing set of the name.
     *
     * @throws UserException if it is another set, or one with other settings
     */
    void requireSame(KnowledgeManifest known) {
        if (known.getSource() == null) {
            throw new UserException("set " + known.getSet() + " is there already and is not derived from another one;"
                    + " derive under another --set name");
        }
        Map<String, String> theirs = facts(known);
        facts(claim).forEach((what, ours) -> {
            String fixed = theirs.get(what);
            if (!ours.equals(fixed)) {
                throw new UserException("set " + known.getSet() + " is derived with " + what + " " + fixed
                        + ", this process has " + ours + "; use the same, or derive under another --set name");
            }
        });
    }

    private KnowledgeManifest claim(String set, Teacher teacher, Instant now) {
        boolean exact = stored.values().equals(new Float32());
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder(source)
                .setSet(set)
                .setState(SetState.PRODUCING.name())
                .setCompression(CompressionSpecs.of(wanted, teacher.getLayers(), teacher.getHidden()))
                .setSource(new SourceSet(
                        source.getSet(),
                        Objects.requireNonNull(source.getDigest()),
                        Objects.requireNonNull(source.getLineage()),
                        exact))
                .setPartitions(List.of())
                .setScores(false)
                .setRecordBytes(0)
                .setHskShare(0)
                .setDigest(null)
                .setCreated(now)
                .setSealed(null)
                .setSamplePartitions(List.of())
                .setDevPartitions(List.of())
                .setTopics(List.of())
                .build();
        manifest.setLineage(Lineages.of(manifest));
        return manifest;
    }

    private static Map<String, String> facts(KnowledgeManifest manifest) {
        SourceSet source = Objects.requireNonNull(manifest.getSource());
        CompressionSpec compression = Objects.requireNonNull(manifest.getCompression());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("--from", source.getSet() + " (digest " + source.getDigest() + ")");
        facts.put("--depth", compression.getDepth() + " (layers " + compression.getLayers() + ")");
        facts.put("--length", compression.getLength());
        facts.put("--width", compression.getWidth());
        facts.put("--values", compression.getValues());
        return facts;
    }
}
