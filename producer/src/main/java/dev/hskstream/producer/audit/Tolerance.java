package dev.hskstream.producer.audit;

import dev.hskstream.model.tensor.Precision;

/**
 * How far a batch of a teacher that ran in some precision may be apart from the same teacher in float32, sample by sample.
 *
 * <p><b>float32.</b> A batch of another size sums in another order, and float addition is not associative. Measured with
 * bge-small-en-v1.5 (12 layers of 384), batches of 32 against single samples, one and two threads, fast and plain operations:
 * hidden states differ by up to 5.4e-6, logits by 3.9e-7, the attention that a token receives by 7.2e-6 and a unit's
 * magnitude over a sample by 9.1e-6, each relative to the number's size or to 1; a BERT of 4 layers of 64 stays below. The
 * tolerance leaves room for deeper teachers and other processors, and is well below what any encoding but float32 rounds away
 * (float16: 4.9e-4 of a number of size 1).
 *
 * <p><b>bfloat16.</b> A linear's factors and results have eight bits: each is off by up to 2^-9 of its size, and the errors of
 * many layers add up. Measured in the same way, 256 sentences of CoLA: hidden states differ by up to 0.024 (0.0021 in the mean
 * square), logits by 0.0013, the attention that a token receives by 0.11 and a unit's magnitude over eight tokens by 0.047. The
 * tolerances are about four times that. A state that belongs to another sample or layer still shows, a smaller error does not.
 *
 * @param ofNumbers hidden states and logits, relative to their size, or to 1 where they are smaller
 * @param ofSums what tokens and units are chosen by, likewise
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

    /** How far two states or logits may be apart, the larger of which has that magnitude. */
    double atNumber(double magnitude) {
        return ofNumbers * Math.max(1, magnitude);
    }

    /** How far two sums of attention or of magnitudes may be apart, the larger of which has that magnitude. */
    double atSum(double magnitude) {
        return ofSums * Math.max(1, magnitude);
    }
}
