/** Imports models from other forms, such as ONNX graphs, as {@link dev.hskstream.model.pretrained.PretrainedModel}. */
@NullMarked
package dev.hskstream.model.imports;

import org.jspecify.annotations.NullMarked;
