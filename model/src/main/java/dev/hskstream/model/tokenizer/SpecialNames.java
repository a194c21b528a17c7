package dev.hskstream.model.tokenizer;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the special tokens are called.
 *
 * @param pad fills short rows up
 * @param unk stands for what the vocabulary cannot make
 * @param cls stands before a text
 * @param sep ends a text
 * @param mask hides a token in pretraining
 */
public record SpecialNames(String pad, String unk, String cls, String sep, String mask) {
    /** BERT's, in the order of its vocabulary. */
    public static final SpecialNames BERT = new SpecialNames("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    /** RoBERTa's. */
    public static final SpecialNames ROBERTA = new SpecialNames("<pad>", "<unk>", "<s>", "</s>", "<mask>");

    /** Each once, in this order. */
    public List<String> distinct() {
        return Stream.of(pad, unk, cls, sep, mask).distinct().toList();
    }
}
