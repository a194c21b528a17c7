/** Reads and writes safetensors files (https://github.com/huggingface/safetensors#format). */
@NullMarked
package dev.hskstream.model.formats.safetensors;

import org.jspecify.annotations.NullMarked;
