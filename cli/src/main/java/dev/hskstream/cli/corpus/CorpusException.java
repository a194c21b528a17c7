package dev.hskstream.cli.corpus;

/** The grammar file is not there or is not what this class reads. */
public final class CorpusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CorpusException(String message) {
        super(message);
    }

    CorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
