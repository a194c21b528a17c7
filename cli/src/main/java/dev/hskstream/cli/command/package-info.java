/** The commands {@code broker}, {@code import} and {@code sets}. */
@NullMarked
package dev.hskstream.cli.command;

import org.jspecify.annotations.NullMarked;
