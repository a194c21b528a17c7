/**
 * Makes a smaller knowledge set from a fuller one without a teacher, by a Kafka Streams application that re-encodes each
 * record: fewer layers, tokens, units or bits.
 */
@NullMarked
package dev.hskstream.monitor.derive;

import org.jspecify.annotations.NullMarked;
