package dev.hskstream.producer.teach;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker would write into a set: teacher, tokenizer and compression. The first worker fixes this in the set's
 * manifest, and every other worker must match it. A pure function of the manifest, the teacher and the compression.
 */
public final class ProductionContract {
    private final PretrainedModel model;
    private final String name;
    private final Extract extract;
    private final int maxLength;
    private final Precision precision;

    /**
     * Creates the contract of a worker.
     *
     * @param model the teacher, whose head chooses one label ({@link PretrainedModel#requireOneLabel})
     * @param name the teacher's name in the manifest
     * @param extract what is taken out of the teacher's forward passes
     * @param maxLength number of tokens that a sample is truncated to
     * @param precision precision of the teacher's linear layers
     */
    public ProductionContract(PretrainedModel model, String name, Extract extract, int maxLength, Precision precision) {
        this.model = model;
        this.name = name;
        this.extract = extract;
        this.maxLength = maxLength;
        this.precision = precision;
    }

    /**
     * Returns the set's manifest under which this worker may write.
     *
     * @throws UserException if the set is produced from something else, or the teacher's head does not fit the set's
     *     labels
     */
    public KnowledgeManifest on(KnowledgeManifest manifest) {
        requireProduced(manifest);
        requireHead(manifest);
        KnowledgeManifest claimed = KnowledgeManifest.newBuilder(manifest)
                .setState(SetState.PRODUCING.name())
                .setTeacher(teacher())
                .setTokenizer(tokenizer(manifest.getTokenizer()))
                .setCompression(CompressionSpecs.of(
                        extract.compression(),
                        model.config().layers(),
                        model.config().hiddenSize()))
                .setScores(extract.scores())
                .setPrecision(precision.toString())
                .build();
        claimed.setLineage(Lineages.of(claimed));
        boolean loaded = SetState.of(manifest) == SetState.LOADED;
        if (!loaded || manifest.getTeacher() != null) {
            requireSame(manifest, claimed);
        }
        return loaded ? claimed : manifest;
    }

    /** A set is written by a teacher or derived, never both. */
    private static void requireProduced(KnowledgeManifest manifest) {
        SourceSet source = manifest.getSource();
        if (source != null) {
            throw new UserException("set " + manifest.getSet() + " is derived from set " + source.getSet()
                    + ", without a teacher; run hsk derive --from " + source.getSet() + " --set " + manifest.getSet()
                    + ", or load the data under another --set name");
        }
    }

    private void requireHead(KnowledgeManifest manifest) {
        EncoderConfig config = model.config();
        boolean regression = manifest.getLabels().isEmpty();
        if (!model.hasClassifier()
                || !model.hasPooler()
                || config.regression() != regression
                || (!regression && !namesOf(manifest.getLabels(), config.labels()))) {
            throw new UserException("teacher " + name + ": its head is for "
                    + (model.hasClassifier() ? "labels " + config.labels() : "nothing") + ", set " + manifest.getSet()
                    + " has labels " + manifest.getLabels() + "; fine-tune it on task " + manifest.getTask()
                    + " with hsk finetune first");
        }
    }

    /** Whether the labels match. A head without label names is assumed to have the task's order. */
    private static boolean namesOf(List<String> task, List<String> head) {
        return head.equals(task)
                || (head.size() == task.size() && head.equals(EncoderConfig.unnamedLabels(head.size())));
    }

    private static void requireSame(KnowledgeManifest set, KnowledgeManifest claim) {
        Map<String, String> theirs = facts(set);
        facts(claim).forEach((what, ours) -> {
            String fixed = theirs.get(what);
            if (!ours.equals(fixed)) {
                throw new UserException("set " + set.getSet() + " is made with " + what + " " + fixed
                        + ", this worker has " + ours + "; use the same, or load the data under another --set name");
            }
        });
    }

    private static Map<String, String> facts(KnowledgeManifest manifest) {
        Teacher teacher = Objects.requireNonNull(manifest.getTeacher());
        Tokenizer tokenizer = Objects.requireNonNull(manifest.getTokenizer());
        CompressionSpec compression = Objects.requireNonNull(manifest.getCompression());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("teacher", teacher.getFingerprint());
        facts.put("tokenizer", tokenizer.getFingerprint());
        facts.put("--max-length", Integer.toString(tokenizer.getMaxLength()));
        facts.put("--depth", compression.getDepth() + " (layers " + compression.getLayers() + ")");
        facts.put("--length", compression.getLength());
        facts.put("--width", compression.getWidth());
        facts.put("--values", compression.getValues());
        facts.put("--precision", manifest.getPrecision());
        facts.put("--scores", Boolean.toString(manifest.getScores()));
        return facts;
    }

    private Teacher teacher() {
        EncoderConfig config = model.config();
        return Teacher.newBuilder()
                .setName(name)
                .setFingerprint(model.fingerprint())
                .setLayers(config.layers())
                .setHidden(config.hiddenSize())
                .setHeads(config.heads())
                .setIntermediate(config.intermediateSize())
                .build();
    }

    /**
     * Returns the manifest's tokenizer if it is equivalent to the teacher's, so that its fingerprint, which is part of
     * the lineage, stays the same.
     */
    private Tokenizer tokenizer(@Nullable Tokenizer stored) {
        String ours = model.tokenizerFingerprint();
        if (stored != null && StoredTokenizer.fingerprint(stored, ours).equals(ours)) {
            return Tokenizer.newBuilder(stored).setMaxLength(maxLength).build();
        }
        return Tokenizer.newBuilder()
                .setFingerprint(ours)
                .setMaxLength(maxLength)
                .build();
    }
}
