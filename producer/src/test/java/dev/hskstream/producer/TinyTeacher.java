package dev.hskstream.producer;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.util.ArrayList;
import java.util.List;

/** A complete BERT with three layers of 8 units and random weights. */
public final class TinyTeacher {
    private static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "##s", ".");

    private TinyTeacher() {}

    /** Returns a teacher with labels {@code no} and {@code yes}. */
    public static PretrainedModel of(long seed) {
        return of(seed, List.of("no", "yes"), VOCABULARY);
    }

    /** Returns a teacher with the given labels. */
    public static PretrainedModel labelled(String... labels) {
        return of(1, List.of(labels), VOCABULARY);
    }

    /** Returns a teacher whose vocabulary has one additional word. */
    public static PretrainedModel knowing(String word) {
        List<String> more = new ArrayList<>(VOCABULARY);
        more.add(word);
        return of(1, List.of("no", "yes"), more);
    }

    private static PretrainedModel of(long seed, List<String> labels, List<String> vocabulary) {
        EncoderConfig config = new EncoderConfig(11, 8, 3, 2, 16, 32, 2, 1e-12, 0.1, 0.1, labels, false);
        String tokenizer = SubwordTokenizer.jsonFromVocab(vocabulary, true);
        return new PretrainedModel(config, EncoderInit.random(config, seed), tokenizer, 32);
    }
}
