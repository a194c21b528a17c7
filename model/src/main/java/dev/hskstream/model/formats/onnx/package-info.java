/** Reads ONNX files (https://onnx.ai/onnx/repo-docs/IR.html), as far as importing a model needs it. */
@NullMarked
package dev.hskstream.model.formats.onnx;

import org.jspecify.annotations.NullMarked;
