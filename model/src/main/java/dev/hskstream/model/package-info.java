/** What a model is: weights, tokenizer, tasks and metrics. Knows neither Kafka nor Avro. */
@NullMarked
package dev.hskstream.model;

import org.jspecify.annotations.NullMarked;
