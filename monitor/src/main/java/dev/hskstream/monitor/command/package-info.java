/** The monitoring commands. */
@NullMarked
package dev.hskstream.monitor.command;

import org.jspecify.annotations.NullMarked;
