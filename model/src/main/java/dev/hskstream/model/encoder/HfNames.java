package dev.hskstream.model.encoder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of weights in memory: those of Hugging Face's BERT, without the prefix {@code bert.} that they have in models
 * with a head. Weights of other architectures get these names when they are read ({@link Architecture#ours}).
 */
public final class HfNames {
    public static final String WORD_EMBEDDINGS = "embeddings.word_embeddings.weight";
    public static final String POSITION_EMBEDDINGS = "embeddings.position_embeddings.weight";
    public static final String TYPE_EMBEDDINGS = "embeddings.token_type_embeddings.weight";
    public static final String EMBEDDINGS_NORM = "embeddings.LayerNorm";
    public static final String POOLER = "pooler.dense";
    public static final String CLASSIFIER = "classifier";
    public static final String QUERY = "attention.self.query";
    public static final String KEY = "attention.self.key";
    public static final String VALUE = "attention.self.value";
    public static final String ATTENTION_OUTPUT = "attention.output.dense";
    public static final String ATTENTION_NORM = "attention.output.LayerNorm";
    public static final String INTERMEDIATE = "intermediate.dense";
    public static final String OUTPUT = "output.dense";
    public static final String OUTPUT_NORM = "output.LayerNorm";

    private static final String LAYERS = "encoder.layer.";

    private HfNames() {}

    /** Returns the name prefix of a transformer layer, counted from 0: {@code encoder.layer.3.}. */
    public static String layer(int index) {
        return LAYERS + index + ".";
    }

    /**
     * Returns all tensor names with their shapes, in canonical order.
     *
     * @param withHead whether to include pooler and classifier
     */
    public static Map<String, long[]> expected(EncoderConfig config, boolean withHead) {
        long hidden = config.hiddenSize();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(WORD_EMBEDDINGS, new long[] {config.vocabSize(), hidden});
        shapes.put(POSITION_EMBEDDINGS, new long[] {config.maxPositions(), hidden});
        if (config.architecture().hasTypes()) {
            shapes.put(TYPE_EMBEDDINGS, new long[] {config.typeVocabSize(), hidden});
        }
        norm(shapes, EMBEDDINGS_NORM, hidden);
        for (int i = 0; i < config.layers(); i++) {
            putLayer(shapes, layer(i), hidden, config.intermediateSize());
        }
        if (withHead) {
            dense(shapes, POOLER, hidden, hidden);
            dense(shapes, CLASSIFIER, config.outputs(), hidden);
        }
        return shapes;
    }

    private static void putLayer(Map<String, long[]> shapes, String prefix, long hidden, long intermediate) {
        dense(shapes, prefix + QUERY, hidden, hidden);
        dense(shapes, prefix + KEY, hidden, hidden);
        dense(shapes, prefix + VALUE, hidden, hidden);
        dense(shapes, prefix + ATTENTION_OUTPUT, hidden, hidden);
        norm(shapes, prefix + ATTENTION_NORM, hidden);
        dense(shapes, prefix + INTERMEDIATE, intermediate, hidden);
        dense(shapes, prefix + OUTPUT, hidden, intermediate);
        norm(shapes, prefix + OUTPUT_NORM, hidden);
    }

    private static void dense(Map<String, long[]> shapes, String name, long out, long in) {
        shapes.put(name + ".weight", new long[] {out, in});
        shapes.put(name + ".bias", new long[] {out});
    }

    private static void norm(Map<String, long[]> shapes, String name, long hidden) {
        shapes.put(name + ".weight", new long[] {hidden});
        shapes.put(name + ".bias", new long[] {hidden});
    }

    /** Returns the transformer layer, counted from 0, that a weight belongs to; empty for embeddings and head. */
    public static Optional<Integer> layerOf(String name) {
        if (!name.startsWith(LAYERS)) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(name.substring(LAYERS.length(), name.indexOf('.', LAYERS.length()))));
    }

    /** Returns the name of the corresponding weight in another layer. */
    public static String inLayer(String name, int layer) {
        return layerOf(name)
                .map(own -> layer(layer) + name.substring(layer(own).length()))
                .orElseThrow(() -> new IllegalArgumentException(name + " belongs to no layer"));
    }

    /** Whether a weight belongs to the head, that is, to the pooler or the classifier. */
    public static boolean isHead(String name) {
        return name.startsWith(POOLER + ".") || name.startsWith(CLASSIFIER + ".");
    }
}
