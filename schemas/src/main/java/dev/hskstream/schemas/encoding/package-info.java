/** How kept numbers are stored as bytes, and what is said of bytes that cannot be read. */
@NullMarked
package dev.hskstream.schemas.encoding;

import org.jspecify.annotations.NullMarked;
