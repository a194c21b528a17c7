/** The commands {@code broker} and {@code import}. */
@NullMarked
package dev.hskstream.cli.command;

import org.jspecify.annotations.NullMarked;
