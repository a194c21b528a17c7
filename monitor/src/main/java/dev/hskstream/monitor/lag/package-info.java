/** How much the readers of each set still have to read, in samples, offsets, bytes and time. */
@NullMarked
package dev.hskstream.monitor.lag;

import org.jspecify.annotations.NullMarked;
