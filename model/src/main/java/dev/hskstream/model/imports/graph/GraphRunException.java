package dev.hskstream.model.imports.graph;

/** A graph that this package cannot compute: an operator that it does not know, or inputs that do not fit. */
final class GraphRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GraphRunException(String reason) {
        super(reason);
    }
}
