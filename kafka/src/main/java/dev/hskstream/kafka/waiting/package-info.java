/** Waits for a broker that is unavailable, reports the wait, and gives up after a limit. */
@NullMarked
package dev.hskstream.kafka.waiting;

import org.jspecify.annotations.NullMarked;
