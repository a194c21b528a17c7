/** Checkpoints: everything a training needs to resume with bit-identical results, written atomically as one file. */
@NullMarked
package dev.hskstream.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
