package dev.hskstream.producer.teach;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.LengthBuckets;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.record.KeptTokens;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.TokenScores;
import dev.hskstream.schemas.selection.Compression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A loaded teacher: turns examples into compressed knowledge, in the same order. Not thread-safe. */
public final class Teacher implements AutoCloseable {
    private final StopWatch times;
    private final TensorOps ops;
    private final NDManager manager;
    private final EncoderParameters weights;
    private final Encoder encoder;
    private final SubwordTokenizer tokenizer;
    private final Extraction extraction;
    private final Arena arena = new Arena();
    private final int maxLength;
    private final int batchSize;

    /** Loads the weights, for float32 and without recording times. */
    public Teacher(PretrainedModel model, Compression compression, int maxLength, int batchSize) {
        this(model, Extract.of(compression), maxLength, batchSize, Precision.FLOAT32, new StopWatch());
    }

    /**
     * Loads the weights.
     *
     * @param model the teacher
     * @param extract what is taken out of each forward pass
     * @param maxLength number of tokens that a sample is truncated to
     * @param batchSize number of samples in a forward pass
     * @param precision precision of the linear layers
     * @param times records the time spent on {@code tokenize}, {@code forward} and {@code extract}
     */
    public Teacher(
            PretrainedModel model,
            Extract extract,
            int maxLength,
            int batchSize,
            Precision precision,
            StopWatch times) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("--batch-size must be at least 1, got " + batchSize);
        }
        this.ops = OpsSelection.select(precision);
        this.times = times;
        this.manager = Tensors.newManager();
        this.weights = EncoderParameters.over(manager, model.weights());
        this.encoder = new Encoder(model.config(), ops);
        this.tokenizer = SubwordTokenizer.fromJson(model.tokenizerJson());
        this.extraction = new Extraction(extract, model.config().layers(), tokenizer.sepId());
        this.maxLength = maxLength;
        this.batchSize = batchSize;
    }

    /** Returns the result of {@code encode} for each example's knowledge, in the examples' order. */
    public <T> List<T> teach(List<Example> examples, Function<Knowledge, T> encode) {
        List<@Nullable T> results = new ArrayList<>(Collections.nCopies(examples.size(), null));
        teachBatches(examples, batch -> {
            for (int r = 0; r < batch.samples().size(); r++) {
                Knowledge knowledge = batch.samples().get(r).knowledge(batch.width());
                results.set(batch.rows()[r], encode.apply(knowledge));
            }
        });
        return results.stream().map(Objects::requireNonNull).toList();
    }

    /**
     * Passes each batch to {@code sink} as soon as it is computed. Batches have rows of similar length, and every
     * example is in exactly one of them. The sink must limit how many batches it holds in memory.
     */
    public void teachBatches(List<Example> examples, Consumer<TaughtBatch> sink) {
        batches(examples).forEach(batch -> sink.accept(taught(batch, examples)));
    }

    /**
     * Tokenizes the examples into the batches that {@link #teachBatches} would make. Their bare forward passes are the
     * baseline that a worker's time is compared with.
     */
    public ForwardPasses forwardPasses(List<Example> examples) {
        List<TeacherBatch> batches = batches(examples);
        return () -> batches.forEach(batch -> pass(batch, new Encoder.Keep(true, false, true), output -> {
            // On an asynchronous device only reading a result waits until it is computed.
            return Buffers.toArray(output.requireLogits());
        }));
    }

    /** Forward passes over prepared batches, without extraction. */
    @FunctionalInterface
    public interface ForwardPasses {
        /**
         * Runs all of them. As in production, all hidden states are kept until the end of each pass; results are
         * discarded.
         */
        void run();
    }

    private List<TeacherBatch> batches(List<Example> examples) {
        return times.measure("tokenize", () -> {
            List<TokenizedText> texts = tokenizer.encodeAll(examples, maxLength);
            int[] lengths = texts.stream().mapToInt(text -> text.ids().length).toArray();
            return LengthBuckets.of(lengths, batchSize).stream()
                    .map(rows -> TeacherBatch.of(rows, texts))
                    .toList();
        });
    }

    private TaughtBatch taught(TeacherBatch batch, List<Example> examples) {
        Encoder.Keep keep = new Encoder.Keep(true, extraction::needsReceived, true);
        return pass(
                batch,
                keep,
                output -> times.measure("extract", () -> {
                    List<List<KeptTokens>> kept = extraction.take(output, batch.ids());
                    float[] logits = Buffers.toArray(output.requireLogits());
                    List<TokenScores> scores = extraction.scores(output, batch.ids());
                    return new TaughtBatch(
                            batch.rows(), samples(batch, examples, kept, logits, scores), extraction.width());
                }));
    }

    private <T> T pass(TeacherBatch batch, Encoder.Keep keep, Function<EncoderOutput, T> read) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        arena.reset();
        try (NDManager scope = manager.newSubManager()) {
            EncoderOutput output = times.measure("forward", () -> {
                TokenBatch tokens = TokenBatch.of(scope, arena, batch.ids(), batch.segments(), tokenizer.padId());
                return encoder.infer(weights.tensors(), tokens, keep);
            });
            return read.apply(output);
        } finally {
            Tensors.record(recording);
        }
    }

    private static List<TaughtSample> samples(
            TeacherBatch batch,
            List<Example> examples,
            List<List<KeptTokens>> kept,
            float[] logits,
            List<TokenScores> scores) {
        int labels = logits.length / batch.rows().length;
        List<TaughtSample> samples = new ArrayList<>(batch.rows().length);
        for (int r = 0; r < batch.rows().length; r++) {
            samples.add(new TaughtSample(
                    examples.get(batch.rows()[r]),
                    batch.ids().get(r),
                    batch.segments()[r],
                    Arrays.copyOfRange(logits, r * labels, (r + 1) * labels),
                    kept.get(r),
                    scores.isEmpty() ? null : scores.get(r)));
        }
        return samples;
    }

    @Override
    public void close() {
        tokenizer.close();
        weights.close();
        manager.close();
        ops.close();
    }
}
