package dev.hskstream.cli.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sentence pairs split by rule, so that the dev side asks about mistakes of kinds that training never showed.
 *
 * @param train the pairs to learn from
 * @param dev the pairs to measure on, about {@value #DEV_SHARE} of all
 */
public record AcceptabilityCorpus(List<SentencePair> train, List<SentencePair> dev) {
    static final double DEV_SHARE = 0.12;

    /**
     * Drops pairs that an uncased model cannot tell apart and pairs of which a sentence was there before, then puts each
     * rule on one side. The order of the pairs is as good as random, so that the head of a side is a fair sample of it;
     * split and order depend on the seed and the pairs alone.
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
