/** Reads offset ranges of a topic once, for manifests, dev splits and knowledge sets. */
@NullMarked
package dev.hskstream.kafka.scan;

import org.jspecify.annotations.NullMarked;
