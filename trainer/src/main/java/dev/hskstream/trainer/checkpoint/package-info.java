/** Everything a training needs to go on bit for bit where it was stopped, in one file and one rename. */
@NullMarked
package dev.hskstream.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
