/**
 * What every command shares: how it is run and how it fails, options that also come from the environment, the way to
 * Kafka, JSON on standard output, and progress on standard error.
 */
@NullMarked
package dev.hskstream.console;

import org.jspecify.annotations.NullMarked;
