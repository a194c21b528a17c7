/**
 * PyTorch through DJL: starting the engine, the few operations that have faster implementations than DJL's own, and all
 * conversions between host memory and tensors.
 */
@NullMarked
package dev.hskstream.model.tensor;

import org.jspecify.annotations.NullMarked;
