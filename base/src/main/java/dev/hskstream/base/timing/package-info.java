/** Measures the time and memory that a job uses. */
@NullMarked
package dev.hskstream.base.timing;

import org.jspecify.annotations.NullMarked;
