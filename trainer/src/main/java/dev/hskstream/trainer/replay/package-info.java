/** Reads a knowledge set as training data: from a local copy, directly from Kafka, or while it is produced. */
@NullMarked
package dev.hskstream.trainer.replay;

import org.jspecify.annotations.NullMarked;
