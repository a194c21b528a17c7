package dev.hskstream.model.task;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One row of a data set.
 *
 * @param index 0-based row number within its split
 * @param pair the second text of a pair
 * @param label class index, or the value of a regression task
 */
public record Example(long index, String text, @Nullable String pair, OptionalDouble label) {}
