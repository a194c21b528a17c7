package dev.hskstream.integration;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** BERTs that are small and know nothing, but are whole. */
final class SmallBert {
    /** Splits every word into letters. */
    static final String LETTERS = letters("");

    private SmallBert() {}

    /** Four layers of 64 with the given tokenizer and labels. */
    static PretrainedModel of(String tokenizerJson, List<String> labels, long seed) {
        return of(tokenizerJson, labels, seed, 64);
    }

    /** Four layers of that many units: the more, the slower. */
    static PretrainedModel of(String tokenizerJson, List<String> labels, long seed, int hidden) {
        int words = SubwordTokenizer.vocabulary(tokenizerJson).size();
        EncoderConfig config =
                new EncoderConfig(words, hidden, 4, 4, 2 * hidden, 512, 2, 1e-12, 0.1, 0.1, labels, false);
        return new PretrainedModel(config, EncoderInit.random(config, seed), tokenizerJson, 512);
    }

    /** Writes one with CoLA's labels. */
    static Path write(Path directory, String tokenizerJson, long seed) {
        of(tokenizerJson, List.of("0", "1"), seed).save(directory);
        return directory;
    }

    /** A tokenizer like {@link #LETTERS} with one more word. */
    static String letters(String word) {
        List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", "'"));
        IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).forEach(letter -> {
            vocabulary.add(letter);
            vocabulary.add("##" + letter);
        });
        if (!word.isEmpty()) {
            vocabulary.add(word);
        }
        return SubwordTokenizer.jsonFromVocab(vocabulary, true);
    }
}
