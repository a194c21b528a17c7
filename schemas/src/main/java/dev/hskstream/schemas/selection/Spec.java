package dev.hskstream.schemas.selection;

import java.util.List;

/** The text of one selection option, and errors that quote it. */
record Spec(String dimension, String text, String grammar) {

    List<String> split(String separator, int least, int most) {
        List<String> parts = List.of(text.split(separator, -1));
        if (parts.size() < least || parts.size() > most) {
            throw wrong();
        }
        return parts;
    }

    int integer(String part) {
        try {
            return Integer.parseInt(part.strip());
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    long seed(String part) {
        try {
            return Long.parseLong(part.strip());
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    double fraction(String part) {
        try {
            return Double.parseDouble(part.strip());
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    IllegalArgumentException wrong() {
        return new IllegalArgumentException(dimension + " \"" + text + "\" is not understood; give " + grammar);
    }
}
