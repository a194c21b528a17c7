/** Tensors in host memory as the file formats store them, and their digest. */
@NullMarked
package dev.hskstream.model.formats;

import org.jspecify.annotations.NullMarked;
