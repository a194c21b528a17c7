/**
 * A worker's start on a set: it claims the set, continues its production, or starts the production over if knowledge was
 * lost. Also checks that the samples it still needs are present.
 */
@NullMarked
package dev.hskstream.producer.restart;

import org.jspecify.annotations.NullMarked;
