/** Measures in the background, again and again, and keeps the latest result, so that no request has to ask Kafka. */
@NullMarked
package dev.hskstream.monitor.watch;

import org.jspecify.annotations.NullMarked;
