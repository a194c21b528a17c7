package dev.hskstream.base;

/**
 * Wrong usage, such as an option's value that is out of range or two options that contradict each other. It is a
 * caller's mistake like every {@link IllegalArgumentException}. The program prints its message and exits with the code
 * for a wrong command line.
 */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Takes a message that names the option, its value and the values that are allowed. */
    public UsageException(String message) {
        super(message);
    }
}
