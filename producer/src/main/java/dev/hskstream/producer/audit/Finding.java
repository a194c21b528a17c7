package dev.hskstream.producer.audit;

import org.jspecify.annotations.Nullable;

/**
 * The result of comparing one sample.
 *
 * @param difference largest absolute difference between a stored and a recomputed hidden state
 * @param allowed maximum error of the value encoding at the place of that difference, without the noise tolerance
 * @param logits largest absolute difference between a stored and a recomputed logit
 * @param wrong describes the first difference that is larger than allowed; null if there is none
 */
record Finding(double difference, double allowed, double logits, @Nullable String wrong) {}
