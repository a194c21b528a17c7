/** A labelled data set, written to a set's samples and dev topics, and the manifest that says where. */
@NullMarked
package dev.hskstream.producer.load;

import org.jspecify.annotations.NullMarked;
