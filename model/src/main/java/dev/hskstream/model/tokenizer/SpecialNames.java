package dev.hskstream.model.tokenizer;

import java.util.List;
import java.util.stream.Stream;

/** What the special tokens are called. */
record SpecialNames(String pad, String unk, String cls, String sep, String mask) {
    static final SpecialNames BERT = new SpecialNames("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    static final SpecialNames ROBERTA = new SpecialNames("<pad>", "<unk>", "<s>", "</s>", "<mask>");

    List<String> distinct() {
        return Stream.of(pad, unk, cls, sep, mask).distinct().toList();
    }
}
