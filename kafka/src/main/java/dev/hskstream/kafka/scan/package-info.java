/** Reads a stretch of a topic from end to end, once: how manifests, dev splits and knowledge sets are read. */
@NullMarked
package dev.hskstream.kafka.scan;

import org.jspecify.annotations.NullMarked;
