package dev.hskstream.cli.bench;

import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.tokenizer.SpecialNames;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts with a given number of tokens: each word is one token of a vocabulary of BERT's size. */
final class SyntheticText {
    /** Vocabulary size of bert-base-uncased. */
    static final int VOCABULARY = 30_522;

    /** The id of the padding token. */
    static final int PAD = 0;

    private static final List<String> SPECIAL = SpecialNames.BERT.distinct();

    private SyntheticText() {}

    /** The JSON of a tokenizer that knows the words. */
    static String tokenizerJson() {
        List<String> vocabulary = new ArrayList<>(SPECIAL);
        IntStream.range(SPECIAL.size(), VOCABULARY)
                .mapToObj(SyntheticText::word)
                .forEach(vocabulary::add);
        return SubwordTokenizer.jsonFromVocab(vocabulary, true);
    }

    /** Samples that the tokenizer turns into the given numbers of tokens, including special tokens. */
    static List<Example> examples(int[] lengths) {
        List<Example> examples = new ArrayList<>(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            int[] ids = tokenIds(i, lengths[i]);
            String text = IntStream.range(1, ids.length - 1)
                    .mapToObj(t -> word(ids[t]))
                    .collect(Collectors.joining(" "));
            examples.add(new Example(i, text, null, OptionalDouble.of(i % 2)));
        }
        return examples;
    }

    /** The token ids of a sample's text, including special tokens. */
    static int[] tokenIds(long sample, int length) {
        SplitMix64 random = SplitMix64.of("bench", "text", sample);
        int[] ids = new int[length];
        ids[0] = SPECIAL.indexOf(SpecialNames.BERT.cls());
        for (int t = 1; t < length - 1; t++) {
            ids[t] = SPECIAL.size() + random.nextInt(VOCABULARY - SPECIAL.size());
        }
        ids[length - 1] = SPECIAL.indexOf(SpecialNames.BERT.sep());
        return ids;
    }

    private static String word(int id) {
        return "w" + id;
    }
}
