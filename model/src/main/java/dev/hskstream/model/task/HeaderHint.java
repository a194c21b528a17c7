package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses why a column was not found. */
final class HeaderHint {
    private static final Map<String, String> SEPARATORS =
            Map.of(";", "semicolons", "\t", "tabs", "|", "vertical bars", ",", "commas");

    private HeaderHint() {}

    /** Returns a clause for the error message; empty if there is no guess. */
    static String of(List<String> header, String wanted) {
        for (String cell : header) {
            if (folded(cell).equals(folded(wanted))) {
                return "; it has " + Quoted.of(cell) + ", which differs in " + difference(cell, wanted);
            }
        }
        if (header.size() > 1) {
            return "";
        }
        for (Map.Entry<String, String> separator : SEPARATORS.entrySet()) {
            if (header.get(0).contains(separator.getKey())) {
                return "; its cells seem to be separated by " + separator.getValue()
                        + ", --task csv takes commas and --task tsv tabs";
            }
        }
        return "";
    }

    private static String difference(String cell, String wanted) {
        if (cell.contains("\"")) {
            return "quotation marks: tsv has no quoting, take them out of the file";
        }
        if (spaceless(cell).equals(spaceless(wanted))) {
            return "spaces; rename it, or quote the option's value with them";
        }
        return cell.equalsIgnoreCase(wanted) ? "case" : "characters that look alike";
    }

    private static String spaceless(String name) {
        return name.replaceAll("[\\s\\p{Z}\\p{C}]+", "");
    }

    private static String folded(String name) {
        return spaceless(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("[\"']", "")
                .toLowerCase(Locale.ROOT);
    }
}
