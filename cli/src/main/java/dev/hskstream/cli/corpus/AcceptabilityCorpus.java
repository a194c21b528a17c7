package dev.hskstream.cli.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sentence pairs, split by grammar rule, so that the dev split tests kinds of mistakes that the training split does not
 * contain.
 *
 * @param train the training pairs
 * @param dev the evaluation pairs, about {@value #DEV_SHARE} of all
 */
public record AcceptabilityCorpus(List<SentencePair> train, List<SentencePair> dev) {
    static final double DEV_SHARE = 0.12;

    /**
     * Removes pairs that an uncased model cannot distinguish and pairs with a sentence that occurred before, then
     * assigns each rule to one split. The pairs are in pseudo-random order, so the first ones are a fair sample of the
     * split. Split and order depend only on the seed and the pairs.
     */
    public static AcceptabilityCorpus split(List<SentencePair> pairs, long seed) {
        List<SentencePair> train = new ArrayList<>();
        List<SentencePair> dev = new ArrayList<>();
        for (SentencePair pair : distinct(pairs)) {
            boolean measured = SeededHash.uniform(seed, pair.rule()) < DEV_SHARE;
            (measured ? dev : train).add(pair);
        }
        return new AcceptabilityCorpus(shuffled(train, seed), shuffled(dev, seed));
    }

    private static List<SentencePair> distinct(List<SentencePair> pairs) {
        Set<String> seen = new HashSet<>();
        List<SentencePair> kept = new ArrayList<>();
        for (SentencePair pair : pairs) {
            String wrong = UncasedText.of(pair.wrong());
            String right = UncasedText.of(pair.right());
            boolean usable = !wrong.equals(right) && !seen.contains(wrong) && !seen.contains(right);
            if (usable) {
                seen.add(wrong);
                seen.add(right);
                kept.add(pair);
            }
        }
        return kept;
    }

    private static List<SentencePair> shuffled(List<SentencePair> pairs, long seed) {
        return pairs.stream()
                .sorted(Comparator.comparingDouble((SentencePair pair) -> SeededHash.uniform(seed, pair.wrong()))
                        .thenComparing(SentencePair::wrong))
                .toList();
    }
}
