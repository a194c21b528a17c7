/** Local copies of sealed sets, shared by all students of a host: what epochs after the first are read from. */
@NullMarked
package dev.hskstream.schemas.cache;

import org.jspecify.annotations.NullMarked;
