/** The networks: BERT, RoBERTa and DistilBERT as one encoder, with the weights' names of Hugging Face's BERT. */
@NullMarked
package dev.hskstream.model.encoder;

import org.jspecify.annotations.NullMarked;
