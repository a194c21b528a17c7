/** The producing side: loads a data set, runs the teacher over it once and seals the knowledge set. */
@NullMarked
package dev.hskstream.producer;

import org.jspecify.annotations.NullMarked;
