package dev.hskstream.cli.registry;

/** Numbers in a request's path. */
final class Numbers {
    private Numbers() {}

    static int of(String text, int errorCode, String what) throws RefusedException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(errorCode, "The specified " + what + " '" + text + "' is no number.");
        }
    }
}
