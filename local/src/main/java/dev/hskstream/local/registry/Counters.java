package dev.hskstream.local.registry;

/** Parses the version numbers and ids in a request's path. */
final class Counters {
    private Counters() {}

    static int of(String text, int errorCode, String what) throws RefusedException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(errorCode, "The specified " + what + " '" + text + "' is no number.");
        }
    }
}
