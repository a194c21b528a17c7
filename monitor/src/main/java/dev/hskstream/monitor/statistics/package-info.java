/** The statistics as a service: computes its share of them, and offers all of them. */
@NullMarked
package dev.hskstream.monitor.statistics;

import org.jspecify.annotations.NullMarked;
