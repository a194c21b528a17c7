/** The options that open a process's metrics to Prometheus. */
@NullMarked
package dev.hskstream.metrics.command;

import org.jspecify.annotations.NullMarked;
