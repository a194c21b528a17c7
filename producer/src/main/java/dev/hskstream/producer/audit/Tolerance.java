package dev.hskstream.producer.audit;

import dev.hskstream.model.tensor.Precision;

/**
 * The allowed difference between a teacher's output for a batch, computed in some precision, and the same teacher's
 * float32 output for single samples.
 *
 * <p><b>float32.</b> A different batch size changes the order of summation, and float addition is not associative.
 * Measured with bge-small-en-v1.5 (12 layers, hidden size 384), batches of 32 against single samples, one and two
 * threads, optimized and plain operations: hidden states differ by up to 5.4e-6, logits by 3.9e-7, the attention that a
 * token receives by 7.2e-6 and a unit's magnitude over a sample by 9.1e-6, each relative to the number's size or to 1.
 * A BERT with 4 layers of hidden size 64 stays below these. The tolerance leaves room for deeper teachers and other
 * processors, and is well below the rounding error of every encoding but float32 (float16: 4.9e-4 for a number of size
 * 1).
 *
 * <p><b>bfloat16.</b> The factors and results of a linear layer have eight significant bits: each has a relative error
 * of up to 2^-9, and the errors of many layers add up. Measured in the same way with 256 sentences of CoLA: hidden
 * states differ by up to 0.024 (root mean square 0.0021), logits by 0.0013, the attention that a token receives by 0.11
 * and a unit's magnitude over eight tokens by 0.047. The tolerances are about four times these values. A state that
 * belongs to another sample or layer is still detected, a smaller error is not.
 *
 * @param ofNumbers tolerance of hidden states and logits, relative to their size, or absolute if they are smaller than
 *     1
 * @param ofSums tolerance of the sums by which tokens and units are selected, relative or absolute in the same way
 */
record Tolerance(double ofNumbers, double ofSums) {
    static final Tolerance FLOAT32 = new Tolerance(1e-4, 1e-4);
    static final Tolerance BFLOAT16 = new Tolerance(0.1, 0.4);

    static Tolerance of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
        };
    }

    /** Returns the allowed difference of two hidden states or logits, given the magnitude of the larger one. */
    double atNumber(double magnitude) {
        return ofNumbers * Math.max(1, magnitude);
    }

    /** Returns the allowed difference of two sums of attention or magnitudes, given the magnitude of the larger one. */
    double atSum(double magnitude) {
        return ofSums * Math.max(1, magnitude);
    }
}
