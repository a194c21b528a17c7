/** AdamW with its state in reach, and the learning-rate schedule. */
@NullMarked
package dev.hskstream.trainer.optimizer;

import org.jspecify.annotations.NullMarked;
