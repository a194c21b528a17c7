package dev.hskstream.cli.corpus;

/** The grammar file is missing or has an unexpected format. */
public final class CorpusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CorpusException(String message) {
        super(message);
    }

    CorpusException(String message, Throwable cause) {
        super(message, cause);
    }
}
