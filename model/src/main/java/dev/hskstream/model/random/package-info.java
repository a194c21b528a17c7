/** Pseudorandom numbers that are the same on every machine and with every Java version. */
@NullMarked
package dev.hskstream.model.random;

import org.jspecify.annotations.NullMarked;
