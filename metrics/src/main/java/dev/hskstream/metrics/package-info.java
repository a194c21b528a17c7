/** The metrics of one process, and the HTTP server from which Prometheus reads them. */
@NullMarked
package dev.hskstream.metrics;

import org.jspecify.annotations.NullMarked;
