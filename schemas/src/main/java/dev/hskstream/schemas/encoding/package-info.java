/** Encodings of hidden-state values as bytes, and the exception for values and bytes that do not fit them. */
@NullMarked
package dev.hskstream.schemas.encoding;

import org.jspecify.annotations.NullMarked;
