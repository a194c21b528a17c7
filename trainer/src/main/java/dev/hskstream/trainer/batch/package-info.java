/** The order of samples and their way into batches: pure functions of seed, epoch and data. */
@NullMarked
package dev.hskstream.trainer.batch;

import org.jspecify.annotations.NullMarked;
