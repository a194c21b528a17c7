/**
 * Loads a labelled data set into a knowledge set's samples and dev topics, and writes the manifest that describes it.
 */
@NullMarked
package dev.hskstream.producer.load;

import org.jspecify.annotations.NullMarked;
