package dev.hskstream.producer.teacher;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.bert.Bert;
import dev.hskstream.model.bert.BertOutput;
import dev.hskstream.model.bert.BertParameters;
import dev.hskstream.model.bert.LengthBuckets;
import dev.hskstream.model.bert.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.BertTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.codec.Compression;
import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.schemas.codec.LayerBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A teacher ready to run: examples in, compressed knowledge out, in the same order. Not thread-safe. */
public final class Teacher implements AutoCloseable {
    private final TensorOps ops;
    private final NDManager manager;
    private final BertParameters weights;
    private final Bert bert;
    private final BertTokenizer tokenizer;
    private final Extraction extraction;
    private final Arena arena = new Arena();
    private final int maxLength;
    private final int batchSize;

    /**
     * Loads the weights.
     *
     * @param maxLength tokens a sample is truncated to
     * @param batchSize samples of a forward pass
     */
    public Teacher(PretrainedModel model, Compression compression, int maxLength, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("--batch-size must be at least 1, got " + batchSize);
        }
        this.ops = OpsSelection.select();
        this.manager = Tensors.newManager();
        this.weights = new BertParameters(manager, model.weights());
        this.bert = new Bert(model.config(), ops);
        this.tokenizer = BertTokenizer.fromJson(model.tokenizerJson());
        this.extraction = new Extraction(compression, model.config().layers(), tokenizer.sepId());
        this.maxLength = maxLength;
        this.batchSize = batchSize;
    }

    /**
     * What {@code encode} makes of each example's knowledge, in their order. It is called batch by batch, so that the
     * decoded knowledge of only one batch is in memory at a time.
     */
    public <T> List<T> teach(List<Example> examples, Function<Knowledge, T> encode) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try {
            List<TokenizedText> texts = tokenizer.encodeAll(examples, maxLength);
            int[] lengths = texts.stream().mapToInt(text -> text.ids().length).toArray();
            List<@Nullable T> results = new ArrayList<>(Collections.nCopies(examples.size(), null));
            for (int[] batch : LengthBuckets.of(lengths, batchSize)) {
                List<Knowledge> knowledge = teach(batch, examples, texts);
                for (int r = 0; r < batch.length; r++) {
                    results.set(batch[r], encode.apply(knowledge.get(r)));
                }
            }
            return results.stream().map(Objects::requireNonNull).toList();
        } finally {
            Tensors.record(recording);
        }
    }

    private List<Knowledge> teach(int[] batch, List<Example> examples, List<TokenizedText> texts) {
        arena.reset();
        List<int[]> ids = Arrays.stream(batch).mapToObj(i -> texts.get(i).ids()).toList();
        int[] segments =
                Arrays.stream(batch).map(i -> texts.get(i).secondSegment()).toArray();
        try (NDManager scope = manager.newSubManager()) {
            TokenBatch tokens = TokenBatch.of(scope, arena, ids, segments, tokenizer.padId());
            BertOutput output =
                    bert.infer(weights.tensors(), tokens, new Bert.Keep(true, extraction.needsAttention(), true));
            List<List<LayerBlock>> layers = extraction.extract(output, ids);
            float[] logits = Buffers.toArray(output.requireLogits());
            int labels = logits.length / batch.length;
            List<Knowledge> knowledge = new ArrayList<>(batch.length);
            for (int r = 0; r < batch.length; r++) {
                Example example = examples.get(batch[r]);
                knowledge.add(new Knowledge(
                        example.index(),
                        ids.get(r),
                        segments[r],
                        example.label(),
                        Arrays.copyOfRange(logits, r * labels, (r + 1) * labels),
                        layers.get(r)));
            }
            return knowledge;
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        weights.close();
        manager.close();
        ops.close();
    }
}
