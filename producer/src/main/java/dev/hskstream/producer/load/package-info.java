/** A labelled data set, written to a set's samples and dev topics in one transaction. */
@NullMarked
package dev.hskstream.producer.load;

import org.jspecify.annotations.NullMarked;
