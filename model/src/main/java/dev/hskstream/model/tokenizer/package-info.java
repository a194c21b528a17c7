/** Tokenizers, WordPiece and byte-level BPE, combined from all files of a model that describe them. */
@NullMarked
package dev.hskstream.model.tokenizer;

import org.jspecify.annotations.NullMarked;
