/** What a step minimises: the distance to the teacher's hidden states and to its predictions. */
@NullMarked
package dev.hskstream.trainer.objective;

import org.jspecify.annotations.NullMarked;
