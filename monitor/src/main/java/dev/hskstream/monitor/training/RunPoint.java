package dev.hskstream.monitor.training;

import dev.hskstream.monitor.spread.Spread;
import java.time.Duration;

/**
 * A curve's values in one window of time.
 *
 * @param start the window's start, counted from the run's start
 * @param step the last step of the window that reported a value
 * @param values the values of all events in the window
 */
public record RunPoint(Duration start, long step, Spread values) {}
