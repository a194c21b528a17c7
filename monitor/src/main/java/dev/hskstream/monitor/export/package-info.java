/** A measurement as metrics for Prometheus: which series there are, under which names. */
@NullMarked
package dev.hskstream.monitor.export;

import org.jspecify.annotations.NullMarked;
