/** {@code hsk}: every command in one program, for people who run it all on one machine. */
@NullMarked
package dev.hskstream.cli;

import org.jspecify.annotations.NullMarked;
