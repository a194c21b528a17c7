package dev.hskstream.model;

/**
 * Data from outside (a file, a row, a checkpoint) that cannot be used. The message is one line that names the place, the
 * value and, where there is one, the remedy.
 */
public class BadInputException extends RuntimeException {
    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
