/** What a training step minimises: losses on the teacher's hidden states, on its predictions and on the labels. */
@NullMarked
package dev.hskstream.trainer.objective;

import org.jspecify.annotations.NullMarked;
