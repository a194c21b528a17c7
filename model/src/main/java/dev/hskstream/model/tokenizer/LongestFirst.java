package dev.hskstream.model.tokenizer;

/**
 * How many tokens of each of two sequences stay when both have to fit into a budget: the longer one gives first. Where
 * both have to give, the longer gets the odd token, the second one if they are equally long; that is what the
 * {@code tokenizers} library does ({@code TruncationStrategy::LongestFirst}), and with it every fast tokenizer of
 * Hugging Face.
 */
record LongestFirst(int first, int second) {
    static LongestFirst of(int first, int second, int budget) {
        if (first + second <= budget) {
            return new LongestFirst(first, second);
        }
        int shorter = Math.min(Math.min(first, second), budget / 2);
        int longer = budget - shorter;
        return first > second ? new LongestFirst(longer, shorter) : new LongestFirst(shorter, longer);
    }
}
