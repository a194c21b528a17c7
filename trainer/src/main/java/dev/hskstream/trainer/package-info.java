/**
 * The training side: replay a knowledge set into a student from its topics alone, fine-tune on labels, evaluate.
 */
@NullMarked
package dev.hskstream.trainer;

import org.jspecify.annotations.NullMarked;
