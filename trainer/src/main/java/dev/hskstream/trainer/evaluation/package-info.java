/** Evaluates a model on labelled samples. */
@NullMarked
package dev.hskstream.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
