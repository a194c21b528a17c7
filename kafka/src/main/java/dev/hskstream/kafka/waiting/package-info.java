/** Waits for a broker that is away, says so, and gives up in time. */
@NullMarked
package dev.hskstream.kafka.waiting;

import org.jspecify.annotations.NullMarked;
