/** Atomic file and directory writes, lock files, and detection of file formats. */
@NullMarked
package dev.hskstream.base.file;

import org.jspecify.annotations.NullMarked;
