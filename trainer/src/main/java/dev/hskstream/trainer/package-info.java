/**
 * The training side: trains students on a knowledge set's topics alone, fine-tunes models on labels and evaluates them.
 */
@NullMarked
package dev.hskstream.trainer;

import org.jspecify.annotations.NullMarked;
