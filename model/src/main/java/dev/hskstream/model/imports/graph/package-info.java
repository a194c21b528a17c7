/** Computes ONNX graphs in double precision, as far as BERT exports use their operators: slow, small and independent. */
@NullMarked
package dev.hskstream.model.imports.graph;

import org.jspecify.annotations.NullMarked;
