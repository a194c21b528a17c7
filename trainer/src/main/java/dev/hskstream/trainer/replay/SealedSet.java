package dev.hskstream.trainer.replay;

import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.ManifestWatch;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.catalog.TokenizerStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.trainer.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set that can be trained on: a sealed one or, with {@code --follow}, one that is being produced. Either way its
 * teacher, tokenizer and compression are known.
 */
public record SealedSet(KnowledgeManifest manifest, Teacher teacher, Tokenizer tokenizer, CompressionSpec compression) {
    /**
     * Finds a sealed set.
     *
     * @throws UserException if no set has that name, or it is not sealed
     */
    public static SealedSet open(KafkaConnection connection, String set) {
        KnowledgeManifest manifest = new ManifestStore(connection).require(set);
        SetState state = SetState.of(manifest);
        if (state != SetState.COMPLETE) {
            throw new UserException("set " + set + " is " + state + ", not COMPLETE; "
                    + (state == SetState.LOADED ? "produce it with hsk produce" : "run hsk produce to its end")
                    + ", then hsk seal --set " + set + ", or train while it is produced with --follow");
        }
        return of(connection, manifest);
    }

    /**
     * Waits until a teacher has begun to produce the set, and returns it.
     *
     * @param notices receives one line if it has to wait
     * @throws UserException if no set has that name
     */
    public static SealedSet follow(KafkaConnection connection, String set, Consumer<String> notices) {
        try (ManifestWatch watch = new ManifestStore(connection).watch(set)) {
            return of(
                    connection,
                    BrokerWait.of(WaitPolicy.FOLLOW, connection, notices)
                            .until(
                                    watch::now,
                                    manifest -> SetState.of(manifest) != SetState.LOADED,
                                    "set " + set + " has no teacher yet; waiting for hsk produce --set " + set));
        }
    }

    private static SealedSet of(KafkaConnection connection, KnowledgeManifest stored) {
        Topics topics = Topics.of(stored.getSet());
        OpenedTopics opened = OpenedTopics.of(connection, stored, topics.knowledge(), topics.dev());
        opened.requireReadable();
        opened.sayMadeAnew();
        opened.sayRemoval();
        KnowledgeManifest manifest = new TokenizerStore(connection).resolve(stored);
        Teacher teacher = manifest.getTeacher();
        Tokenizer tokenizer = manifest.getTokenizer();
        CompressionSpec compression = manifest.getCompression();
        if (teacher == null || tokenizer == null || compression == null) {
            throw new UserException("set " + manifest.getSet() + " is " + manifest.getState()
                    + " and names no teacher; its manifest is damaged, produce the set anew");
        }
        return new SealedSet(manifest, teacher, tokenizer, compression);
    }

    /** The tokenizer that made the set's token ids, as a {@code tokenizer.json}. */
    public String tokenizerJson() {
        return CompressedTokenizer.unpack(tokenizer.getJson());
    }

    /** The number of tokens that the samples were truncated to. */
    public int maxLength() {
        return tokenizer.getMaxLength();
    }

    /**
     * Refuses a model whose tokenizer is not the set's: its embeddings would belong to other tokens.
     *
     * @throws UserException naming both fingerprints
     */
    public void requireTokenizer(String model, String fingerprint) {
        // Earlier versions computed the fingerprint from the file's fields, not from what they do, so it may differ for
        // an equal tokenizer.
        if (!fingerprint.equals(tokenizer.getFingerprint())
                && !fingerprint.equals(SubwordTokenizer.fingerprint(tokenizerJson()))) {
            throw new UserException(model + ": its tokenizer " + head(fingerprint) + " is not the one that set "
                    + manifest.getSet() + " was made with, " + head(tokenizer.getFingerprint())
                    + "; start the student from a model with the teacher's vocabulary, or from bert:L/H/A/F");
        }
    }

    /**
     * The stored layers, or the requested ones, ascending.
     *
     * @throws IllegalArgumentException if a requested layer is not stored
     */
    public int[] layers(int @Nullable [] wanted) {
        List<Integer> stored = compression.getLayers();
        if (wanted == null) {
            return stored.stream().mapToInt(Integer::intValue).toArray();
        }
        for (int layer : wanted) {
            if (!stored.contains(layer)) {
                throw new UsageException(
                        "--use-layers: layer " + layer + " is not stored; set " + manifest.getSet() + " has " + stored);
            }
        }
        return Arrays.stream(wanted).sorted().distinct().toArray();
    }

    /** The projection from the student's hidden size to the teacher's, with its name; empty if the sizes are equal. */
    public Optional<Map.Entry<String, HostTensor>> projection(EncoderConfig student, long seed) {
        if (student.hiddenSize() == teacher.getHidden()) {
            return Optional.empty();
        }
        long[] shape = {teacher.getHidden(), student.hiddenSize()};
        return Optional.of(Map.entry(Objective.PROJECTION, EncoderInit.fresh(Objective.PROJECTION, shape, seed)));
    }

    private static String head(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }
}
