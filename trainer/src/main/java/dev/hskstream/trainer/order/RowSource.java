package dev.hskstream.trainer.order;

import dev.hskstream.schemas.record.Knowledge;

/** Random access to what a training learns from. Fine-tuning is the case without logits and layers. */
public interface RowSource {
    /** The number of samples. */
    int size();

    /** Tokens of the sample at {@code index}, special tokens included. */
    int length(int index);

    /** The sample at {@code index}. */
    Knowledge row(int index);

    /** Identity of the content; part of what decides the order. */
    String digest();

    /** {@link #length} of every sample. */
    default int[] lengths() {
        int[] lengths = new int[size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = length(i);
        }
        return lengths;
    }
}
