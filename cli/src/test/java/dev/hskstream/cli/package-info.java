/** Tests of the {@code hsk} program. */
@NullMarked
package dev.hskstream.cli;

import org.jspecify.annotations.NullMarked;
