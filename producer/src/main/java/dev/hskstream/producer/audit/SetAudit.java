package dev.hskstream.producer.audit;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.producer.teach.StoredTokenizer;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.Compression;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the teacher again on some samples of a sealed set and compares. Samples are run one at a time and in float32,
 * whatever precision the set was produced in. Only the texts of the chosen samples are held in memory; records are
 * compared while they are read.
 */
public final class SetAudit {
    private final KnowledgeManifest manifest;
    private final PretrainedModel model;
    private final Tokenizer tokenizer;
    private final Compression compression;
    private final CompressionSpec spec;

    /**
     * Creates an audit of a set with its teacher.
     *
     * @param manifest the manifest of a sealed set
     * @param model the teacher
     * @param name the teacher's name in messages
     * @throws UserException if the set is not sealed, or was produced with another teacher or tokenizer
     */
    public SetAudit(KnowledgeManifest manifest, PretrainedModel model, String name) {
        Teacher teacher = manifest.getTeacher();
        Tokenizer words = manifest.getTokenizer();
        CompressionSpec kept = manifest.getCompression();
        if (SetState.of(manifest) != SetState.COMPLETE || teacher == null || words == null || kept == null) {
            throw new UserException("set " + manifest.getSet() + " is " + manifest.getState()
                    + ", not COMPLETE; seal it first with hsk seal --set " + manifest.getSet());
        }
        requireSame(name, "teacher", model.fingerprint(), teacher.getFingerprint());
        String ours = model.tokenizerFingerprint();
        requireSame(name, "tokenizer", ours, StoredTokenizer.fingerprint(words, ours));
        this.manifest = manifest;
        this.model = model;
        this.tokenizer = words;
        this.spec = kept;
        this.compression = Compression.parse(kept.getDepth(), kept.getLength(), kept.getWidth(), kept.getValues());
    }

    private void requireSame(String name, String what, String given, String fixed) {
        if (!given.equals(fixed)) {
            throw new UserException(
                    name + ": its " + what + " " + given + " is not the one that the set was made with, " + fixed
                            + "; name the directory that hsk produce had");
        }
    }

    /**
     * Audits a random share of the set.
     *
     * @param share share of the samples, in (0, 1]; at least 32 samples are audited, or all of a smaller set
     * @param seed seed of the random draw
     * @throws UserException if the topics cannot be read or lack a chosen sample
     */
    public AuditReport run(KafkaConnection connection, double share, long seed) {
        BitSet chosen = AuditSample.of(manifest.getSamples(), share, seed);
        long start = System.nanoTime();
        Tally tally = new Tally();
        Tolerance tolerance = Tolerance.of(precision());
        try (ReferenceTeacher teacher = new ReferenceTeacher(
                        model, tokenizer.getMaxLength(), compression.length().needsAttention());
                WorkListener.Task progress =
                        connection.listener().begins("audit " + manifest.getSet(), chosen.cardinality(), "samples")) {
            Comparison comparison = new Comparison(
                    compression, spec.getLayers(), model.config().hiddenSize(), teacher.separatorId(), tolerance);
            AuditedSet set = new AuditedSet(connection, manifest);
            Map<Long, Example> examples = set.examples(chosen);
            set.knowledge(chosen, record -> {
                tally.add(record.getSample(), audit(comparison, teacher, record, examples));
                progress.advance(1);
            });
        }
        return tally.report(tolerance, (System.nanoTime() - start) / 1e9);
    }

    private Precision precision() {
        try {
            return Precision.parse(manifest.getPrecision());
        } catch (IllegalArgumentException e) {
            throw new UserException("set " + manifest.getSet() + ": " + e.getMessage(), e);
        }
    }

    private Finding audit(
            Comparison comparison, ReferenceTeacher teacher, KnowledgeRecord record, Map<Long, Example> examples) {
        Knowledge stored = SetCodec.of(manifest).decode(record);
        Example example = Objects.requireNonNull(examples.get(stored.sample()));
        return comparison.compare(stored, teacher.of(example), example.label());
    }
}
