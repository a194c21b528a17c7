/** Seals a produced set: proves that it is complete and records this in its manifest. */
@NullMarked
package dev.hskstream.kafka.seal;

import org.jspecify.annotations.NullMarked;
