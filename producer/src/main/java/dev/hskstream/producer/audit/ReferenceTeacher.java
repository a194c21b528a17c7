package dev.hskstream.producer.audit;

import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import java.util.List;

/**
 * Runs the teacher on one sample at a time, without batching, padding or gathering, so that an audit reveals errors in
 * these. It shares the network code with the worker, but not batching and extraction. Not thread-safe.
 */
final class ReferenceTeacher implements AutoCloseable {
    private final TensorOps ops;
    private final NDManager manager;
    private final EncoderParameters weights;
    private final Encoder encoder;
    private final SubwordTokenizer tokenizer;
    private final int maxLength;
    private final boolean attention;

    /**
     * Loads the weights.
     *
     * @param maxLength number of tokens that a sample is truncated to
     * @param attention whether to compute the attention that tokens receive
     */
    ReferenceTeacher(PretrainedModel model, int maxLength, boolean attention) {
        this.ops = OpsSelection.select();
        this.manager = Tensors.newManager();
        this.weights = new EncoderParameters(manager, model.weights());
        this.encoder = new Encoder(model.config(), ops);
        this.tokenizer = SubwordTokenizer.fromJson(model.tokenizerJson());
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
            EncoderOutput output = encoder.infer(weights.tensors(), one, new Encoder.Keep(true, attention, true));
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
