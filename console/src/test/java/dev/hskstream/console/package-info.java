/** Tests of what all commands share. */
@NullMarked
package dev.hskstream.console;

import org.jspecify.annotations.NullMarked;
