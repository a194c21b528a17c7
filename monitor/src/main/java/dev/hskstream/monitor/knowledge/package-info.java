/** Statistics of sets' knowledge, from their records. */
@NullMarked
package dev.hskstream.monitor.knowledge;

import org.jspecify.annotations.NullMarked;
