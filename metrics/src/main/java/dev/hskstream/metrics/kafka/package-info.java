/** The metrics that Kafka's clients keep of themselves. */
@NullMarked
package dev.hskstream.metrics.kafka;

import org.jspecify.annotations.NullMarked;
