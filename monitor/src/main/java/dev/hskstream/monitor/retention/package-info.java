/** Which sets and students will lose records because of a topic's retention limit, and when; extending the limit. */
@NullMarked
package dev.hskstream.monitor.retention;

import org.jspecify.annotations.NullMarked;
