/** Tests of what every command shares. */
@NullMarked
package dev.hskstream.console;

import org.jspecify.annotations.NullMarked;
