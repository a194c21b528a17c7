/** Statistics of runs, from the events that trainings report. */
@NullMarked
package dev.hskstream.monitor.training;

import org.jspecify.annotations.NullMarked;
