/** Runs one training from its first step to its last: stages, steps, evaluations and resumption. */
@NullMarked
package dev.hskstream.trainer.run;

import org.jspecify.annotations.NullMarked;
