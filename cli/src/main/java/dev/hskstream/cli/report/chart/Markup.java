package dev.hskstream.cli.report.chart;

/** Text in HTML and SVG. */
public final class Markup {
    private Markup() {}

    /** Escapes the characters that have a meaning in markup. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
