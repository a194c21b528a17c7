/** What is kept of several values: how many, the smallest, the mean, the largest. */
@NullMarked
package dev.hskstream.monitor.spread;

import org.jspecify.annotations.NullMarked;
