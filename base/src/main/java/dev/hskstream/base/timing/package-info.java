/** Where a job's time and memory go. */
@NullMarked
package dev.hskstream.base.timing;

import org.jspecify.annotations.NullMarked;
