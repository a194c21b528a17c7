package dev.hskstream.trainer.order;

import dev.hskstream.schemas.record.Knowledge;

/**
 * Random access to the rows that a training learns from. For fine-tuning, rows have no teacher logits and no layers.
 */
public interface RowSource {
    /** The number of samples. */
    int size();

    /** Number of tokens of the sample at {@code index}, special tokens included. */
    int length(int index);

    /** The sample at {@code index}. */
    Knowledge row(int index);

    /** Identity of the content; the order of the samples depends on it. */
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
