package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/** BERT: token type embeddings, and a pooler with tanh before the classifier. */
record BertArchitecture() implements Architecture {
    private static final String PREFIX = "bert.";

    /** Heads of pre-training and question answering, and integer buffers; none of them belongs to the encoder. */
    private static final List<String> DROPPED =
            List.of("cls.", "qa_outputs.", "embeddings.position_ids", "embeddings.token_type_ids");

    @Override
    public String modelType() {
        return "bert";
    }

    @Override
    public String className() {
        return "Bert";
    }

    @Override
    public ConfigFields fields() {
        return ConfigFields.BERT;
    }

    @Override
    public int firstPosition(int padId) {
        return 0;
    }

    @Override
    public boolean hasTypes() {
        return true;
    }

    @Override
    public ClassDefaults defaults() {
        return new ClassDefaults(30_522, 12, 0);
    }

    @Override
    public Optional<String> ours(String checkpointName) {
        return CheckpointNames.bare(checkpointName, modelType(), DROPPED);
    }

    @Override
    public String theirs(String name) {
        return name.startsWith(HfNames.CLASSIFIER + ".") ? name : PREFIX + name;
    }

    /** Computes {@code tanh(W x[CLS] + b)}, applies dropout, then the classifier. */
    @Override
    public NDArray head(ForwardContext pass, NDArray first) {
        NDArray pooled = pass.linear(first, HfNames.POOLER).tanh();
        return pass.linear(pass.dropHidden(pooled), HfNames.CLASSIFIER);
    }
}
