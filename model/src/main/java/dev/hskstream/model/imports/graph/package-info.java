/**
 * Computes ONNX graphs in double precision with the operators that BERT exports use. It is slow, but small and
 * independent of PyTorch.
 */
@NullMarked
package dev.hskstream.model.imports.graph;

import org.jspecify.annotations.NullMarked;
