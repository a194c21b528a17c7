/** Reading and writing of safetensors files (https://github.com/huggingface/safetensors#format). */
@NullMarked
package dev.hskstream.model.safetensors;

import org.jspecify.annotations.NullMarked;
