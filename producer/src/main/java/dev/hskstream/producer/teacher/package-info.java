/** The teacher worker: samples in, compressed hidden-state knowledge out, exactly once. */
@NullMarked
package dev.hskstream.producer.teacher;

import org.jspecify.annotations.NullMarked;
