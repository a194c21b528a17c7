/** The optimizer, AdamW, and its learning-rate schedule. */
@NullMarked
package dev.hskstream.trainer.optimizer;

import org.jspecify.annotations.NullMarked;
