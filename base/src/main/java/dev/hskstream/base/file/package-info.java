/** Files that are whole or not there, and directories that one process at a time may have. */
@NullMarked
package dev.hskstream.base.file;

import org.jspecify.annotations.NullMarked;
