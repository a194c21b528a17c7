/** One training from its first step to its last: stages, steps, checkpoints and what is told on the way. */
@NullMarked
package dev.hskstream.trainer.run;

import org.jspecify.annotations.NullMarked;
