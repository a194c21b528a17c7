/** What a model is, without Kafka and Avro: weights, tokenizer, tasks and metrics. */
@NullMarked
package dev.hskstream.model;

import org.jspecify.annotations.NullMarked;
