/** Metrics as GLUE defines them (Wang et al. 2019, https://arxiv.org/abs/1804.07461). */
@NullMarked
package dev.hskstream.model.metric;

import org.jspecify.annotations.NullMarked;
