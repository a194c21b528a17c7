/**
 * The commands {@code load}, {@code produce}, {@code seal}, {@code audit} and {@code sets}: options in, one result
 * out.
 */
@NullMarked
package dev.hskstream.producer.command;

import org.jspecify.annotations.NullMarked;
