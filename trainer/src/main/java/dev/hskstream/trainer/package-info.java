/**
 * Trainers: replay a knowledge set into a student, fine-tune on labels, evaluate. A trainer never sees the teacher; the
 * set's topics are all it reads.
 */
@NullMarked
package dev.hskstream.trainer;

import org.jspecify.annotations.NullMarked;
