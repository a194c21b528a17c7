package dev.hskstream.producer.audit;

import org.jspecify.annotations.Nullable;

/**
 * What the comparison of one sample came to.
 *
 * @param difference the largest between a stored and a fresh hidden state
 * @param allowed what the encoding allows there, without noise
 * @param logits the largest difference between a stored and a fresh logit
 * @param wrong the first thing that differs by more than is allowed; null if nothing does
 */
record Finding(double difference, double allowed, double logits, @Nullable String wrong) {}
