/** One sample's compressed hidden states, from arrays to the bytes of a knowledge record and back. */
@NullMarked
package dev.hskstream.schemas.record;

import org.jspecify.annotations.NullMarked;
