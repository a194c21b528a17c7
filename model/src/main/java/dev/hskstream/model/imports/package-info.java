/** Turns files from elsewhere into a {@link dev.hskstream.model.pretrained.PretrainedModel}. */
@NullMarked
package dev.hskstream.model.imports;

import org.jspecify.annotations.NullMarked;
