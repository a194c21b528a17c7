/** Builds students: their shape and their initial weights. */
@NullMarked
package dev.hskstream.trainer.student;

import org.jspecify.annotations.NullMarked;
