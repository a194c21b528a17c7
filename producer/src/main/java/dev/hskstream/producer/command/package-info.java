/**
 * The commands {@code load}, {@code produce}, {@code seal} and {@code audit}: they parse options, call the domain code
 * and print one result.
 */
@NullMarked
package dev.hskstream.producer.command;

import org.jspecify.annotations.NullMarked;
