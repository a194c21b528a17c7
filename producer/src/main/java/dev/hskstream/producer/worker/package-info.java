/**
 * The teacher worker: reads samples as a member of a consumer group and writes compressed hidden-state knowledge
 * exactly once.
 */
@NullMarked
package dev.hskstream.producer.worker;

import org.jspecify.annotations.NullMarked;
