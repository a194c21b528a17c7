/**
 * The networks BERT, RoBERTa and DistilBERT, implemented as one encoder; its weights have the names of Hugging Face's
 * BERT.
 */
@NullMarked
package dev.hskstream.model.encoder;

import org.jspecify.annotations.NullMarked;
