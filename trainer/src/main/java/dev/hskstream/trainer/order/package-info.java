/** Which rows a step sees: a full permutation of the data in every epoch, cut into batches of like lengths. */
@NullMarked
package dev.hskstream.trainer.order;

import org.jspecify.annotations.NullMarked;
