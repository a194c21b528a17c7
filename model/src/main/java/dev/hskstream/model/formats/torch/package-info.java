/** Reads PyTorch checkpoints ({@code pytorch_model.bin}): only tensors, without running code of the file. */
@NullMarked
package dev.hskstream.model.formats.torch;

import org.jspecify.annotations.NullMarked;
