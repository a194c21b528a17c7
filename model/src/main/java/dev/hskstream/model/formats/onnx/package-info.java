/** Reading of ONNX files (https://onnx.ai/onnx/repo-docs/IR.html), as far as recovering weights needs it. */
@NullMarked
package dev.hskstream.model.formats.onnx;

import org.jspecify.annotations.NullMarked;
