/** Which topics a set has, what each holds, and which partition a sample is in. */
@NullMarked
package dev.hskstream.schemas.layout;

import org.jspecify.annotations.NullMarked;
