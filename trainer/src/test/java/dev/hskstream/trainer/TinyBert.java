package dev.hskstream.trainer;

import dev.hskstream.model.encoder.BertConfig;
import dev.hskstream.model.encoder.BertInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tokenizer.BertTokenizer;
import java.util.List;

/** A whole BERT, small enough to compute with by hand. */
public final class TinyBert {
    /** Its words; a word's id is its index. */
    public static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "##s", ".");

    private TinyBert() {}

    /** Layers of 8 units in 2 heads, two labels. */
    public static BertConfig config(int layers) {
        return new BertConfig(VOCABULARY.size(), 8, layers, 2, 16, 32, 2, 1e-12, 0.1, 0.1, List.of("no", "yes"), false);
    }

    /** With fresh weights. */
    public static PretrainedModel model(int layers, long seed) {
        BertConfig config = config(layers);
        String tokenizer = BertTokenizer.jsonFromVocab(VOCABULARY, true);
        return new PretrainedModel(config, BertInit.random(config, seed), tokenizer, 32);
    }
}
