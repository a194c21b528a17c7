package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.hskstream.base.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DistilBERT: BERT's layers under other names, without token types and pooler. Its {@code pre_classifier} with ReLU
 * takes the pooler's place before the classifier.
 */
record DistilBertArchitecture() implements Architecture {
    private static final String PREFIX = "distilbert.";
    private static final String LAYERS = "transformer.layer.";
    private static final String DENSE = "pre_classifier.";

    private static final List<String> DROPPED = List.of(
            "vocab_transform.", "vocab_layer_norm.", "vocab_projector.", "qa_outputs.", "embeddings.position_ids");

    /** Names of a layer's parts: DistilBERT's name to BERT's. */
    private static final Map<String, String> PARTS = parts();

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("attention.q_lin", HfNames.QUERY);
        parts.put("attention.k_lin", HfNames.KEY);
        parts.put("attention.v_lin", HfNames.VALUE);
        parts.put("attention.out_lin", HfNames.ATTENTION_OUTPUT);
        parts.put("sa_layer_norm", HfNames.ATTENTION_NORM);
        parts.put("ffn.lin1", HfNames.INTERMEDIATE);
        parts.put("ffn.lin2", HfNames.OUTPUT);
        parts.put("output_layer_norm", HfNames.OUTPUT_NORM);
        return parts;
    }

    @Override
    public String modelType() {
        return "distilbert";
    }

    @Override
    public String className() {
        return "DistilBert";
    }

    @Override
    public ConfigFields fields() {
        return ConfigFields.DISTILBERT;
    }

    @Override
    public int firstPosition(int padId) {
        return 0;
    }

    @Override
    public boolean hasTypes() {
        return false;
    }

    /** Transformers has a constant for it instead of a field. */
    @Override
    public boolean saysNormEps() {
        return false;
    }

    @Override
    public ClassDefaults defaults() {
        return new ClassDefaults(30_522, 6, 0);
    }

    @Override
    public Optional<String> ours(String checkpointName) {
        return CheckpointNames.bare(checkpointName, modelType(), DROPPED).map(name -> {
            if (name.startsWith(LAYERS)) {
                return layerName(checkpointName, name.substring(LAYERS.length()));
            }
            if (name.startsWith(DENSE)) {
                return HfNames.POOLER + "." + name.substring(DENSE.length());
            }
            if (name.startsWith("embeddings.") || name.startsWith(HfNames.CLASSIFIER + ".")) {
                return name;
            }
            throw unknown(checkpointName);
        });
    }

    /**
     * Translates a layer's name.
     *
     * @param rest the name after the prefix, such as {@code 3.ffn.lin1.bias}
     */
    private static String layerName(String checkpointName, String rest) {
        int dot = rest.indexOf('.');
        int end = rest.lastIndexOf('.');
        String part = dot > 0 && end > dot ? PARTS.get(rest.substring(dot + 1, end)) : null;
        if (part == null || !rest.substring(0, dot).matches("\\d{1,9}")) {
            throw unknown(checkpointName);
        }
        return HfNames.layer(Integer.parseInt(rest.substring(0, dot))) + part + rest.substring(end);
    }

    private static UserException unknown(String checkpointName) {
        return new UserException("the weights have " + checkpointName + ", which no distilbert with a classifier has");
    }

    @Override
    public String theirs(String name) {
        if (name.startsWith(HfNames.POOLER + ".")) {
            return DENSE + name.substring(HfNames.POOLER.length() + 1);
        }
        if (name.startsWith(HfNames.CLASSIFIER + ".")) {
            return name;
        }
        return PREFIX
                + HfNames.layerOf(name).map(layer -> theirLayer(name, layer)).orElse(name);
    }

    private static String theirLayer(String name, int layer) {
        String rest = name.substring(HfNames.layer(layer).length());
        int end = rest.lastIndexOf('.');
        String part = rest.substring(0, end);
        String theirs = PARTS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no weight of a layer"));
        return LAYERS + layer + "." + theirs + rest.substring(end);
    }

    @Override
    public NDArray head(ForwardContext pass, NDArray first) {
        NDArray dense = Activation.relu(pass.linear(first, HfNames.POOLER));
        return pass.linear(pass.dropHidden(dense), HfNames.CLASSIFIER);
    }
}
