/** Local copies of sealed sets: written once, verified against the digest, memory-mapped, and evicted on request. */
@NullMarked
package dev.hskstream.kafka.copy;

import org.jspecify.annotations.NullMarked;
