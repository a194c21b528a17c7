package dev.hskstream.cli.bench;

import dev.hskstream.model.random.SplitMix64;
import java.util.Arrays;

/** The number of tokens of each sample in a benchmark, including special tokens. */
sealed interface SentenceLengths {
    /** The name of these lengths in benchmark and set names. */
    String label();

    /** The lengths of {@code samples} samples, the same in every run. */
    int[] of(int samples);

    /** All samples have the same length. */
    record Fixed(int tokens) implements SentenceLengths {
        @Override
        public String label() {
            return Integer.toString(tokens);
        }

        @Override
        public int[] of(int samples) {
            int[] lengths = new int[samples];
            Arrays.fill(lengths, tokens);
            return lengths;
        }
    }

    /**
     * The distribution of CoLA's training split: how many of its 8,551 sentences have 4, 5, 6, ... tokens with the
     * tokenizer of bert-base-uncased; 11.3 on average. Any number of samples has the same distribution, in random
     * order.
     */
    record Cola() implements SentenceLengths {
        private static final int SHORTEST = 4;
        private static final int[] SENTENCES = {
            7, 129, 310, 649, 979, 1154, 1129, 916, 797, 574, 452, 334, 235, 182, 145, 125, 96, 66, 67, 66, 41, 26, 21,
            17, 6, 8, 6, 1, 8, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1
        };

        @Override
        public String label() {
            return "cola";
        }

        @Override
        public int[] of(int samples) {
            int all = Arrays.stream(SENTENCES).sum();
            int[] order = SplitMix64.of("bench", "lengths").permutation(samples);
            int[] lengths = new int[samples];
            int at = 0;
            int upTo = SENTENCES[0];
            for (int i = 0; i < samples; i++) {
                while ((i + 0.5) / samples * all > upTo) {
                    upTo += SENTENCES[++at];
                }
                lengths[order[i]] = SHORTEST + at;
            }
            return lengths;
        }
    }
}
