/** Float32 tensors in host memory, outside the heap, and the number formats they are read from. */
@NullMarked
package dev.hskstream.model.weights;

import org.jspecify.annotations.NullMarked;
