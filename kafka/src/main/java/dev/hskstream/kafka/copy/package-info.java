/** This host's local copies of sealed sets: written once, checked against the digest, memory-mapped, evicted. */
@NullMarked
package dev.hskstream.kafka.copy;

import org.jspecify.annotations.NullMarked;
