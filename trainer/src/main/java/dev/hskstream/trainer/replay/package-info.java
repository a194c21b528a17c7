/** A sealed knowledge set, read from Kafka once and from a local memory-mapped copy ever after. */
@NullMarked
package dev.hskstream.trainer.replay;

import org.jspecify.annotations.NullMarked;
