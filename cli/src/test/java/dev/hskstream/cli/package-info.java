/** Tests of the one program. */
@NullMarked
package dev.hskstream.cli;

import org.jspecify.annotations.NullMarked;
