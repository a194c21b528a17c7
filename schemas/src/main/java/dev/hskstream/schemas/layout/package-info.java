/** The names of a set's topics, the type of their records, and the partition of each sample. */
@NullMarked
package dev.hskstream.schemas.layout;

import org.jspecify.annotations.NullMarked;
