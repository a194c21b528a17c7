/** The project's own random numbers: the same on every machine, Java version and thread. */
@NullMarked
package dev.hskstream.model.random;

import org.jspecify.annotations.NullMarked;
