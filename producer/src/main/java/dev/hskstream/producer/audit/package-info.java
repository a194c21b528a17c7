/** A sealed set against its teacher, run again: does the set hold what the teacher says? */
@NullMarked
package dev.hskstream.producer.audit;

import org.jspecify.annotations.NullMarked;
