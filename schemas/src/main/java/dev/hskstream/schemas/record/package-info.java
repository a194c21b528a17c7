/** Converts one sample's compressed hidden states between arrays and the bytes of a knowledge record. */
@NullMarked
package dev.hskstream.schemas.record;

import org.jspecify.annotations.NullMarked;
