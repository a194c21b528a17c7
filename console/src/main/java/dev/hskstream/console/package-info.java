/**
 * What all commands share: running them and reporting failures, options that are also read from the environment, the
 * connection to Kafka, JSON on standard output, and progress on standard error.
 */
@NullMarked
package dev.hskstream.console;

import org.jspecify.annotations.NullMarked;
