/** Writes samples of a set in one transaction: those of a data set that is loaded, or those of another set. */
@NullMarked
package dev.hskstream.kafka.samples;

import org.jspecify.annotations.NullMarked;
