/**
 * The tensor engine as the rest of the project sees it: its start, the few operations that have a faster way than
 * DJL's own, and every conversion between host memory and tensors.
 */
@NullMarked
package dev.hskstream.model.tensor;

import org.jspecify.annotations.NullMarked;
