/** Runs the teacher: computes the hidden states and logits that a knowledge record keeps for each sample. */
@NullMarked
package dev.hskstream.producer.teach;

import org.jspecify.annotations.NullMarked;
