/** Decides which rows a step sees: the data are shuffled in every epoch and cut into batches of similar length. */
@NullMarked
package dev.hskstream.trainer.order;

import org.jspecify.annotations.NullMarked;
