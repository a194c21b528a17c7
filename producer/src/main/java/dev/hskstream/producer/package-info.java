/** The producing side: load a data set, run the teacher over it once, seal the knowledge set. */
@NullMarked
package dev.hskstream.producer;

import org.jspecify.annotations.NullMarked;
