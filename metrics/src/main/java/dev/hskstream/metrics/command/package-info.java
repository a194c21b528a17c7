/** Command-line options for serving metrics to Prometheus. */
@NullMarked
package dev.hskstream.metrics.command;

import org.jspecify.annotations.NullMarked;
