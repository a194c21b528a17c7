/** Reads a stretch of a topic from end to end, once: how manifests, dev splits and knowledge sets are read. */
@NullMarked
package dev.hskstream.schemas.scan;

import org.jspecify.annotations.NullMarked;
