/**
 * {@code hsk bench}: measures how close training, replay and producing come to the hardware's limits, as ratios of two
 * sides that are measured alternately.
 */
@NullMarked
package dev.hskstream.cli.bench;

import org.jspecify.annotations.NullMarked;
