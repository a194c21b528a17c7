/** Tokenizers, WordPiece and byte-level BPE, as all files of a model describe them together. */
@NullMarked
package dev.hskstream.model.tokenizer;

import org.jspecify.annotations.NullMarked;
