/** Reading of PyTorch checkpoints ({@code pytorch_model.bin}): tensors only, no code is ever run. */
@NullMarked
package dev.hskstream.model.formats.torch;

import org.jspecify.annotations.NullMarked;
