package dev.hskstream.model.tokenizer;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the special tokens.
 *
 * @param pad fills short rows
 * @param unk replaces words that cannot be built from the vocabulary
 * @param cls precedes a text
 * @param sep ends a text
 * @param mask replaces tokens in pretraining
 */
public record SpecialNames(String pad, String unk, String cls, String sep, String mask) {
    /** BERT's names, in the order of its vocabulary. */
    public static final SpecialNames BERT = new SpecialNames("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    /** RoBERTa's names. */
    public static final SpecialNames ROBERTA = new SpecialNames("<pad>", "<unk>", "<s>", "</s>", "<mask>");

    /** The distinct names in this order. */
    public List<String> distinct() {
        return Stream.of(pad, unk, cls, sep, mask).distinct().toList();
    }
}
