/** What one process measures of itself, and the HTTP server that shows it to Prometheus. */
@NullMarked
package dev.hskstream.metrics;

import org.jspecify.annotations.NullMarked;
