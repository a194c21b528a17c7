/** WordPiece tokenization as BERT does it. */
@NullMarked
package dev.hskstream.model.tokenizer;

import org.jspecify.annotations.NullMarked;
