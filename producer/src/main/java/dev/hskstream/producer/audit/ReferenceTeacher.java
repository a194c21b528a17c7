package dev.hskstream.producer.audit;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.Bert;
import dev.hskstream.model.encoder.BertOutput;
import dev.hskstream.model.encoder.BertParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.BertTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import java.util.List;

/**
 * The teacher one sample at a time: no batch, no padding, no gathering, so that what goes wrong in these shows. It shares
 * the network with the worker, and neither batching nor extraction. Not thread-safe.
 */
final class ReferenceTeacher implements AutoCloseable {
    private final TensorOps ops;
    private final NDManager manager;
    private final BertParameters weights;
    private final Bert bert;
    private final BertTokenizer tokenizer;
    private final int maxLength;
    private final boolean attention;

    /**
     * Loads the weights.
     *
     * @param maxLength tokens a sample is truncated to
     * @param attention whether the attention that tokens receive is wanted
     */
    ReferenceTeacher(PretrainedModel model, int maxLength, boolean attention) {
        this.ops = OpsSelection.select();
        this.manager = Tensors.newManager();
        this.weights = new BertParameters(manager, model.weights());
        this.bert = new Bert(model.config(), ops);
        this.tokenizer = BertTokenizer.fromJson(model.tokenizerJson());
        this.maxLength = maxLength;
        this.attention = attention;
    }

    int separatorId() {
        return tokenizer.sepId();
    }

    Reference of(Example example) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        TokenizedText text = tokenizer.encode(example.text(), example.pair(), maxLength);
        try (NDManager scope = manager.newSubManager()) {
            TokenBatch one = TokenBatch.of(
                    scope, new Arena(), List.of(text.ids()), new int[] {text.secondSegment()}, tokenizer.padId());
            BertOutput output = bert.infer(weights.tensors(), one, new Bert.Keep(true, attention, true));
            return new Reference(
                    text.ids(),
                    text.secondSegment(),
                    Buffers.toArray(output.requireLogits()),
                    output.hidden().stream().map(Buffers::toArray).toArray(float[][]::new),
                    output.received().values().stream().map(Buffers::toArray).toArray(float[][]::new));
        } finally {
            Tensors.record(recording);
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
