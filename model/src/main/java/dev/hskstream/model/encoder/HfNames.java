package dev.hskstream.model.encoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameter names of Hugging Face's BERT, without the {@code bert.} prefix that a model with a head puts before them. */
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

    private static final String BERT = "bert.";

    /** What other programs put before the names: a model inside a model. */
    private static final List<String> PREFIXES = List.of("0.auto_model.", "auto_model.", "module.", BERT);

    /** Heads of pre-training and question answering, and buffers: none of them is part of the encoder. */
    private static final List<String> DROPPED =
            List.of("cls.", "qa_outputs.", "embeddings.position_ids", "embeddings.token_type_ids");

    private HfNames() {}

    /** The prefix of a transformer layer's names, counted from 0: {@code encoder.layer.3.}. */
    public static String layer(int index) {
        return "encoder.layer." + index + ".";
    }

    /** All tensors with their shapes in canonical order; with the head, pooler and classifier too. */
    public static Map<String, long[]> expected(BertConfig config, boolean withHead) {
        long hidden = config.hiddenSize();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put(WORD_EMBEDDINGS, new long[] {config.vocabSize(), hidden});
        shapes.put(POSITION_EMBEDDINGS, new long[] {config.maxPositions(), hidden});
        shapes.put(TYPE_EMBEDDINGS, new long[] {config.typeVocabSize(), hidden});
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

    /** A checkpoint's name in our form; empty for tensors that are no part of an encoder with a classifier. */
    public static Optional<String> normalise(String checkpointName) {
        String name = checkpointName;
        for (String prefix : PREFIXES) {
            name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        }
        if (DROPPED.stream().anyMatch(name::startsWith)) {
            return Optional.empty();
        }
        // The names of TensorFlow's LayerNorm survive in old checkpoints.
        return Optional.of(name.replaceFirst("\\.gamma$", ".weight").replaceFirst("\\.beta$", ".bias"));
    }

    /** The name as a sequence classifier's checkpoint has it. */
    public static String withPrefix(String name) {
        return name.startsWith(CLASSIFIER + ".") ? name : BERT + name;
    }
}
