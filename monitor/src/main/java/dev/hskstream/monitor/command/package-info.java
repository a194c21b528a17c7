/** The commands of this module. */
@NullMarked
package dev.hskstream.monitor.command;

import org.jspecify.annotations.NullMarked;
