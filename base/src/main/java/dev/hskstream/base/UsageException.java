package dev.hskstream.base;

/**
 * The user asks for what cannot be, such as an option's value out of its range or two options that contradict each other.
 * A caller's mistake like any {@link IllegalArgumentException}; the program says its message and exits as for a wrong
 * command line.
 */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** A refusal that names the option, its value and what it can be. */
    public UsageException(String message) {
        super(message);
    }
}
