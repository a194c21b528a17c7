package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * RoBERTa: BERT's layers, usually with one token type, positions that begin after the padding id, and another head: a
 * dense layer with tanh ({@code classifier.dense}, named as BERT's pooler in memory) and {@code classifier.out_proj}
 * (named as BERT's classifier).
 */
record RobertaArchitecture() implements Architecture {
    private static final String PREFIX = "roberta.";
    private static final String DENSE = "classifier.dense.";
    private static final String OUT = "classifier.out_proj.";

    /** Checkpoints of pre-training have a pooler too; it is not the head's dense layer, so it is dropped. */
    private static final List<String> DROPPED =
            List.of("lm_head.", "qa_outputs.", "pooler.", "embeddings.position_ids", "embeddings.token_type_ids");

    @Override
    public String modelType() {
        return "roberta";
    }

    @Override
    public String className() {
        return "Roberta";
    }

    @Override
    public ConfigFields fields() {
        return ConfigFields.BERT;
    }

    @Override
    public int firstPosition(int padId) {
        return padId + 1;
    }

    @Override
    public boolean skipsPadding() {
        return true;
    }

    @Override
    public boolean hasTypes() {
        return true;
    }

    @Override
    public ClassDefaults defaults() {
        return new ClassDefaults(50_265, 12, 1);
    }

    @Override
    public Optional<String> ours(String checkpointName) {
        return CheckpointNames.bare(checkpointName, modelType(), DROPPED).map(RobertaArchitecture::headName);
    }

    private static String headName(String name) {
        if (name.startsWith(DENSE)) {
            return HfNames.POOLER + "." + name.substring(DENSE.length());
        }
        return name.startsWith(OUT) ? HfNames.CLASSIFIER + "." + name.substring(OUT.length()) : name;
    }

    @Override
    public String theirs(String name) {
        if (name.startsWith(HfNames.POOLER + ".")) {
            return DENSE + name.substring(HfNames.POOLER.length() + 1);
        }
        if (name.startsWith(HfNames.CLASSIFIER + ".")) {
            return OUT + name.substring(HfNames.CLASSIFIER.length() + 1);
        }
        return PREFIX + name;
    }

    /** Unlike BERT's head, this one also applies dropout before the dense layer. */
    @Override
    public NDArray head(ForwardContext pass, NDArray first) {
        NDArray dense = pass.linear(pass.dropHidden(first), HfNames.POOLER).tanh();
        return pass.linear(pass.dropHidden(dense), HfNames.CLASSIFIER);
    }
}
