/** Proves that every epoch of a training saw every sample exactly once, and records in which order. */
@NullMarked
package dev.hskstream.trainer.certificate;

import org.jspecify.annotations.NullMarked;
