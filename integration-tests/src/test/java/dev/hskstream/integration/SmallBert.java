package dev.hskstream.integration;

import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Small, complete BERT models with random weights. */
final class SmallBert {
    /** A {@code tokenizer.json} that splits every word into letters. */
    static final String LETTERS = letters("");

    private SmallBert() {}

    /** Returns a model with four layers of 64 units and the given tokenizer and labels. */
    static PretrainedModel of(String tokenizerJson, List<String> labels, long seed) {
        return of(tokenizerJson, labels, seed, 64);
    }

    /** Returns a model with four layers of {@code hidden} units. A larger model makes a command slower. */
    static PretrainedModel of(String tokenizerJson, List<String> labels, long seed, int hidden) {
        int words = SubwordTokenizer.vocabulary(tokenizerJson).size();
        EncoderConfig config =
                new EncoderConfig(words, hidden, 4, 4, 2 * hidden, 512, 2, 1e-12, 0.1, 0.1, labels, false);
        return new PretrainedModel(config, EncoderInit.random(config, seed), tokenizerJson, 512);
    }

    /** Writes a model with CoLA's labels to a directory. */
    static Path write(Path directory, String tokenizerJson, long seed) {
        of(tokenizerJson, List.of("0", "1"), seed).save(directory);
        return directory;
    }

    /** Returns a tokenizer like {@link #LETTERS} with one additional word. */
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
