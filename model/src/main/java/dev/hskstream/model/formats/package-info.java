/** Tensors in host memory, shared by the readers and writers of file formats, and their digest. */
@NullMarked
package dev.hskstream.model.formats;

import org.jspecify.annotations.NullMarked;
