/** BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with the parameter names of Hugging Face. */
@NullMarked
package dev.hskstream.model.encoder;

import org.jspecify.annotations.NullMarked;
