/** Models without Kafka and Avro: networks, weights, tokenizers, tasks and metrics. */
@NullMarked
package dev.hskstream.model;

import org.jspecify.annotations.NullMarked;
