package dev.hskstream.model.imports.graph;

/** Thrown if a graph cannot be computed: it has an unknown operator, or inputs whose shapes do not match. */
final class GraphRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GraphRunException(String reason) {
        super(reason);
    }
}
