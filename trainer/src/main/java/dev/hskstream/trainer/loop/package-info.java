/** One training from its first step, or from a checkpoint, to its last. */
@NullMarked
package dev.hskstream.trainer.loop;

import org.jspecify.annotations.NullMarked;
