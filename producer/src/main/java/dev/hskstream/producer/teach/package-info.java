/** The teacher: from a block of samples to the hidden states, logits and attention that a record keeps. */
@NullMarked
package dev.hskstream.producer.teach;

import org.jspecify.annotations.NullMarked;
