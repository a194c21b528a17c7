/** Pretrained models: configuration, weights and tokenizer, read from and written to Hugging Face directories. */
@NullMarked
package dev.hskstream.model.pretrained;

import org.jspecify.annotations.NullMarked;
