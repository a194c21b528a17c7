/**
 * The commands {@code load}, {@code produce}, {@code seal} and {@code audit}: options in, one result out.
 */
@NullMarked
package dev.hskstream.producer.command;

import org.jspecify.annotations.NullMarked;
