package dev.hskstream.model.tokenizer;

/**
 * How many tokens of each of two texts are kept if both together exceed a limit. Only the longer text is shortened
 * until both are equally long, then both. If the limit is odd, the longer text keeps the odd token; if they are equally
 * long, the second does. This is {@code TruncationStrategy::LongestFirst} of the {@code tokenizers} library, which all
 * fast tokenizers of Hugging Face use.
 *
 * @param first tokens kept of the first text
 * @param second tokens kept of the second text
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
