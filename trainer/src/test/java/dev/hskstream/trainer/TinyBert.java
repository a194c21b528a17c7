package dev.hskstream.trainer;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.util.List;

/** A complete BERT that is small enough for computing expected values by hand. */
public final class TinyBert {
    /** The vocabulary; a word's id is its index. */
    public static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "##s", ".");

    private TinyBert() {}

    /** Returns a configuration with layers of 8 units in 2 heads, and two labels. */
    public static EncoderConfig config(int layers) {
        return new EncoderConfig(
                VOCABULARY.size(), 8, layers, 2, 16, 32, 2, 1e-12, 0.1, 0.1, List.of("no", "yes"), false);
    }

    /** Returns a model with random weights. */
    public static PretrainedModel model(int layers, long seed) {
        EncoderConfig config = config(layers);
        String tokenizer = SubwordTokenizer.jsonFromVocab(VOCABULARY, true);
        return new PretrainedModel(config, EncoderInit.random(config, seed), tokenizer, 32);
    }
}
