package dev.hskstream.model.task;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One row of a data set.
 *
 * @param index row number within its split, counted from 0
 * @param pair the second text of a pair; null for single texts
 * @param label class index or score
 */
public record Example(long index, String text, @Nullable String pair, OptionalDouble label) {}
