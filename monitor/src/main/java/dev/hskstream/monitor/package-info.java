/** The watching side: lag, statistics, smaller sets derived from fuller ones, and the dashboard. It starts and changes no run. */
@NullMarked
package dev.hskstream.monitor;

import org.jspecify.annotations.NullMarked;
