package dev.hskstream.cli.bench;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.selection.StandardCompression;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects that several benchmarks share, created on first use. */
final class Fixtures implements AutoCloseable {
    private static final int MAX_LENGTH = 128;

    private final Path directory;
    private final boolean quick;
    private final Class<?> program;
    private final Map<String, KnowledgeManifest> sets = new HashMap<>();
    private @Nullable BenchKafka kafka;
    private @Nullable PretrainedModel teacher;
    private @Nullable String tokenizerJson;

    /**
     * @param directory parent directory of the broker's files, which are deleted at the end
     * @param quick whether this is a short run
     * @param program main class with the {@code broker} command
     */
    Fixtures(Path directory, boolean quick, Class<?> program) {
        this.directory = directory;
        this.quick = quick;
        this.program = program;
    }

    /** Chooses between a short run's number and a full run's. */
    int size(int inShort, int inFull) {
        return quick ? inShort : inFull;
    }

    /** The approximate duration of one repetition that consists of training steps, in seconds. */
    double secondsOfSteps() {
        return quick ? 1.5 : 4;
    }

    BenchKafka kafka() {
        if (kafka == null) {
            kafka = new BenchKafka(directory, program);
        }
        return kafka;
    }

    String tokenizerJson() {
        if (tokenizerJson == null) {
            tokenizerJson = SyntheticText.tokenizerJson();
        }
        return tokenizerJson;
    }

    /** A BERT-base with random weights. */
    PretrainedModel teacher() {
        if (teacher == null) {
            teacher = model(ModelShape.TEACHER);
        }
        return teacher;
    }

    /** A model of this shape with random weights. */
    PretrainedModel model(ModelShape shape) {
        EncoderConfig config = shape.config();
        return new PretrainedModel(config, EncoderInit.random(config, 1), tokenizerJson(), MAX_LENGTH);
    }

    /** A sealed set with random knowledge of a BERT-base in the standard compression. */
    KnowledgeManifest set(SentenceLengths lengths) {
        return sets.computeIfAbsent(lengths.label(), label -> {
            int samples = lengths instanceof SentenceLengths.Cola ? size(4096, 8551) : size(512, 2048);
            return new BenchSet(kafka().connection(), "bench-" + label, lengths.of(samples))
                    .filled(StandardCompression.compression(), ModelShape.TEACHER, tokenizerJson());
        });
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
