/** The teacher: its model, what it takes of a batch's hidden states, and its claim on a set. */
@NullMarked
package dev.hskstream.producer.teacher;

import org.jspecify.annotations.NullMarked;
