/** {@code hsk}: all commands in one program, for use on a single machine. */
@NullMarked
package dev.hskstream.cli;

import org.jspecify.annotations.NullMarked;
