/** The teacher worker: samples in, compressed hidden-state knowledge out, exactly once, in a group with others. */
@NullMarked
package dev.hskstream.producer.worker;

import org.jspecify.annotations.NullMarked;
